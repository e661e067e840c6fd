/**
 * How two operators connect two countries: each gives the other a short file with the public parts of their node, an offer.
 * What the two nodes share as a secret comes of their two keys, and is in neither file.
 */
@NullMarked
package org.meridian.operator.peering;

import org.jspecify.annotations.NullMarked;
