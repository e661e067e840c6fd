/**
 * A fact on its way from Avro bytes to an export, without becoming objects in between: which of its fields are shown
 * ({@code Layout}, by what {@code RecordType} knows of its type), and who takes them
 * ({@link org.meridian.replay.facts.FactSink}).
 */
@NullMarked
package org.meridian.replay.facts;

import org.jspecify.annotations.NullMarked;
