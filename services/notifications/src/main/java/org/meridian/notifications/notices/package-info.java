/** What a member should know without waiting for the digest. */
@NullMarked
package org.meridian.notifications.notices;

import org.jspecify.annotations.NullMarked;
