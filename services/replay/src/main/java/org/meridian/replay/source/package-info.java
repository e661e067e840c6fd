/** What is replayed: a node's Kafka, what was selected of it, and up to which offsets; nothing in it is changed. */
@NullMarked
package org.meridian.replay.source;

import org.jspecify.annotations.NullMarked;
