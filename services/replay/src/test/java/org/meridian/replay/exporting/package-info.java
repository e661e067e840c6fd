@NullMarked
package org.meridian.replay.exporting;

import org.jspecify.annotations.NullMarked;
