/** Notices, and a digest at everyone's own morning. */
@NullMarked
package org.meridian.notifications;

import org.jspecify.annotations.NullMarked;
