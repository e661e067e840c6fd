/** What members show of themselves, and how this node reaches its own. */
@NullMarked
package org.meridian.membership.people;

import org.jspecify.annotations.NullMarked;
