@NullMarked
package org.meridian.eventlog.serde;

import org.jspecify.annotations.NullMarked;
