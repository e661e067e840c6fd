/**
 * What a regional operator asks the node, and the process that answers it where the services run distributed: it asks each of
 * them in the caller's name, lets peers into Kafka, and sees to the links in a Kafka Connect elsewhere. That process has no
 * database and keeps nothing, but it is {@code node} to Kafka, who may read and write everything there.
 */
@NullMarked
package org.meridian.operator;

import org.jspecify.annotations.NullMarked;
