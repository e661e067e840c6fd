/** What members get by mail without waiting for their digest: gathered within minutes, held in their quiet hours. */
@NullMarked
package org.meridian.notifications.atonce;

import org.jspecify.annotations.NullMarked;
