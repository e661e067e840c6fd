/** What moderators decide. */
@NullMarked
package org.meridian.web.moderating;

import org.jspecify.annotations.NullMarked;
