@NullMarked
package org.meridian.replay.reporting;

import org.jspecify.annotations.NullMarked;
