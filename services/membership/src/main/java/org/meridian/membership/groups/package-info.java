/** Founding, finding, reading and changing groups. */
@NullMarked
package org.meridian.membership.groups;

import org.jspecify.annotations.NullMarked;
