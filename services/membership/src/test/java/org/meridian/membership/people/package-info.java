/** What members show of themselves and to whom, and who finds them by it. */
@NullMarked
package org.meridian.membership.people;

import org.jspecify.annotations.NullMarked;
