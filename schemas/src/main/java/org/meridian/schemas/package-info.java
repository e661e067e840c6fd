/**
 * The contract between nodes and services: which topics there are and what may stand in them ({@link Topics}), and the
 * ids of the released Avro schemas ({@link SchemaLock}). The records themselves are generated from
 * {@code src/main/avro} into {@code org.meridian.events}.
 */
@NullMarked
package org.meridian.schemas;

import org.jspecify.annotations.NullMarked;
