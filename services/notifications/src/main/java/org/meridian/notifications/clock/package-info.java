/** The clock that digests go by: the real one, which only a network for trying out can put forward. */
@NullMarked
package org.meridian.notifications.clock;

import org.jspecify.annotations.NullMarked;
