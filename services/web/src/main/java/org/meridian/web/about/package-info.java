/** What Meridian is, who can read what, and whom to turn to; for everybody. */
@NullMarked
package org.meridian.web.about;

import org.jspecify.annotations.NullMarked;
