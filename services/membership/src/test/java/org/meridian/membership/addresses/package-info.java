/** Changing one's address. */
@NullMarked
package org.meridian.membership.addresses;

import org.jspecify.annotations.NullMarked;
