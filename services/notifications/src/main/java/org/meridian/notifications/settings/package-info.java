/** What an operator sets for notices, digests and their mail. */
@NullMarked
package org.meridian.notifications.settings;

import org.jspecify.annotations.NullMarked;
