/** When and how a member wants to hear from the network. */
@NullMarked
package org.meridian.notifications.preferences;

import org.jspecify.annotations.NullMarked;
