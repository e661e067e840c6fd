/**
 * Stories across two and more nodes, each a process of the node's boot jar with its own Kafka and PostgreSQL. What a story
 * needs of a node it does over HTTP, as people and operators do; what must not be there it looks for in Kafka and in the
 * database themselves.
 */
@NullMarked
package org.meridian.flows;

import org.jspecify.annotations.NullMarked;
