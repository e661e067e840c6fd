/**
 * The links that bring peers' topics into this node: one Kafka Connect herder in this process with one of MirrorMaker's
 * source connectors per peer, watched, and started again one by one when they fail.
 */
@NullMarked
package org.meridian.node.links;

import org.jspecify.annotations.NullMarked;
