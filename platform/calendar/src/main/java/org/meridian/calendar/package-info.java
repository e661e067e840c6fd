/**
 * Countries as people know them: their names, the zones of their clocks and their working days. The public holidays of the
 * world are those of the library Jollyday, which is seen in here only.
 */
@NullMarked
package org.meridian.calendar;

import org.jspecify.annotations.NullMarked;
