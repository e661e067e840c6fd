@NullMarked
package org.meridian.eventlog.outbox;

import org.jspecify.annotations.NullMarked;
