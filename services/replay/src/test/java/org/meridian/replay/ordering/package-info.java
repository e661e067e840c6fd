@NullMarked
package org.meridian.replay.ordering;

import org.jspecify.annotations.NullMarked;
