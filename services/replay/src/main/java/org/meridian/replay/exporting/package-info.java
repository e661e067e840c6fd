/**
 * An export: a folder with the facts, and a manifest that says how to make the same again
 * ({@link org.meridian.replay.exporting.Export}, {@link org.meridian.replay.exporting.Verify}).
 */
@NullMarked
package org.meridian.replay.exporting;

import org.jspecify.annotations.NullMarked;
