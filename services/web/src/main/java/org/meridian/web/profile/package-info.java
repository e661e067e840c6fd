/** What a member shows of themselves. */
@NullMarked
package org.meridian.web.profile;

import org.jspecify.annotations.NullMarked;
