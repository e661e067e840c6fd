@NullMarked
package org.meridian.replay.keeping;

import org.jspecify.annotations.NullMarked;
