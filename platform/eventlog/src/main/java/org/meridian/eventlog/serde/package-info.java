/**
 * Bytes and schemas: Confluent's wire format from the lock file, newer schemas that peers announce, and the read-only
 * registry paths that every node serves.
 */
@NullMarked
package org.meridian.eventlog.serde;

import org.jspecify.annotations.NullMarked;
