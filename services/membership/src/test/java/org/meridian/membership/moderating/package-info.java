/** What owners and moderators may do, as rules and in the service. */
@NullMarked
package org.meridian.membership.moderating;

import org.jspecify.annotations.NullMarked;
