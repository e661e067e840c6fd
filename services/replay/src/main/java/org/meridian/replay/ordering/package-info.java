/**
 * Sorting more records than memory holds: full buffers are sorted and put on disk as runs, which are merged at the end
 * ({@link org.meridian.replay.ordering.Sorter}).
 */
@NullMarked
package org.meridian.replay.ordering;

import org.jspecify.annotations.NullMarked;
