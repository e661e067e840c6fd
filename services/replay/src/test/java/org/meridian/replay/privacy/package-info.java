@NullMarked
package org.meridian.replay.privacy;

import org.jspecify.annotations.NullMarked;
