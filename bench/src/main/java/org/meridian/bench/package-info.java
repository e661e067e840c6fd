/**
 * The benchmarks of {@code scripts/bench}, which runs them against the built node. Each measures what users feel beside a
 * limit that the same machine shows in the same run.
 */
@NullMarked
package org.meridian.bench;

import org.jspecify.annotations.NullMarked;
