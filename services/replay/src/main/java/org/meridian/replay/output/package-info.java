/** How facts are written: lines of JSON or CSV ({@link org.meridian.replay.output.TextFile}), or DuckDB's tables. */
@NullMarked
package org.meridian.replay.output;

import org.jspecify.annotations.NullMarked;
