/** What a digest covers, what it lists and in which order, and how it reads. */
@NullMarked
package org.meridian.notifications.digest;

import org.jspecify.annotations.NullMarked;
