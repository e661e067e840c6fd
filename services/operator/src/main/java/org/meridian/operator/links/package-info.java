/**
 * The links that bring peers' topics into this node: one of MirrorMaker's source connectors per peer in a Kafka Connect,
 * watched, and started again one by one when they fail. Where that Kafka Connect runs is behind {@link Connect}.
 */
@NullMarked
package org.meridian.operator.links;

import org.jspecify.annotations.NullMarked;
