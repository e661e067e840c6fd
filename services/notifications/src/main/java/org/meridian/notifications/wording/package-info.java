/** The words that digests, mails at once and notices have in common. */
@NullMarked
package org.meridian.notifications.wording;

import org.jspecify.annotations.NullMarked;
