/** Founding a group. */
@NullMarked
package org.meridian.web.founding;

import org.jspecify.annotations.NullMarked;
