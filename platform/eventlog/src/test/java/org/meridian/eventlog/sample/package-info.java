/** A small service for the log's own tests: posts as notes, in two tables. */
@NullMarked
package org.meridian.eventlog.sample;

import org.jspecify.annotations.NullMarked;
