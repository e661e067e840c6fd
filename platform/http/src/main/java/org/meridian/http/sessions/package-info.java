/** Access tokens of sessions that have ended: refused wherever they are shown, though they say that they are still good. */
@NullMarked
package org.meridian.http.sessions;

import org.jspecify.annotations.NullMarked;
