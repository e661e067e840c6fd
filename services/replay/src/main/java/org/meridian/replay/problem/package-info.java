/** What a replay says when it cannot go on. */
@NullMarked
package org.meridian.replay.problem;

import org.jspecify.annotations.NullMarked;
