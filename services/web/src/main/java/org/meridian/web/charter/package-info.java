/** A group's charter: read by its moderators, changed by its owners. */
@NullMarked
package org.meridian.web.charter;

import org.jspecify.annotations.NullMarked;
