@NullMarked
package org.meridian.eventlog;

import org.jspecify.annotations.NullMarked;
