/**
 * What Kafka's clients believe a peer of sizes has an end: nothing that it declares is given memory before it is known to be within
 * bounds.
 */
@NullMarked
package org.meridian.node.bounds;

import org.jspecify.annotations.NullMarked;
