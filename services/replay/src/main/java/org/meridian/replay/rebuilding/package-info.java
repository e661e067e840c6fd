/** The audit that every row was written by a fact ({@link org.meridian.replay.rebuilding.RebuildCheck}). */
@NullMarked
package org.meridian.replay.rebuilding;

import org.jspecify.annotations.NullMarked;
