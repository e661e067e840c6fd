@NullMarked
package org.meridian.eventlog.projection;

import org.jspecify.annotations.NullMarked;
