/**
 * Kafka embedded in the node: one durable KRaft broker and controller in this process, which asks everyone for
 * credentials and lets a peer read what is meant for it and nothing else.
 */
@NullMarked
package org.meridian.node.broker;

import org.jspecify.annotations.NullMarked;
