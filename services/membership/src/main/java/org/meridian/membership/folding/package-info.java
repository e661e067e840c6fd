/** From the entries of a batch to one row a key. */
@NullMarked
package org.meridian.membership.folding;

import org.jspecify.annotations.NullMarked;
