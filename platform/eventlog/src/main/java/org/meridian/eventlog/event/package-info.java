/**
 * The vocabulary of the log: what a record says ({@link org.meridian.eventlog.event.Entry}), whose it is
 * ({@link org.meridian.schemas.Ids}) and how it changes tables ({@link org.meridian.eventlog.event.ReadModel}).
 */
@NullMarked
package org.meridian.eventlog.event;

import org.jspecify.annotations.NullMarked;
