/** A service's schema in PostgreSQL: its pool, its tables, and how they came to be. */
@NullMarked
package org.meridian.eventlog.database;

import org.jspecify.annotations.NullMarked;
