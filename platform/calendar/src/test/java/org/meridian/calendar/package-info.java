@NullMarked
package org.meridian.calendar;

import org.jspecify.annotations.NullMarked;
