/** When and how mail reaches a member. */
@NullMarked
package org.meridian.web.preferences;

import org.jspecify.annotations.NullMarked;
