@NullMarked
package org.meridian.replay.streaming;

import org.jspecify.annotations.NullMarked;
