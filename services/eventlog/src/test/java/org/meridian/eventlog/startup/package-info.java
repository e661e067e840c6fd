@NullMarked
package org.meridian.eventlog.startup;

import org.jspecify.annotations.NullMarked;
