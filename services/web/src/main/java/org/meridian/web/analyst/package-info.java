/** What analysts see and do: replays of the event streams, from choosing to downloading. */
@NullMarked
package org.meridian.web.analyst;

import org.jspecify.annotations.NullMarked;
