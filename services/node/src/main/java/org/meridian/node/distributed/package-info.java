/**
 * The operator's process of a node whose services run apart: it asks each of them in the caller's name, lets peers into
 * Kafka, and sees to the links in a Kafka Connect elsewhere. It has no database and keeps nothing, but it is {@code node} to
 * Kafka, who may read and write everything there.
 */
@NullMarked
package org.meridian.node.distributed;

import org.jspecify.annotations.NullMarked;
