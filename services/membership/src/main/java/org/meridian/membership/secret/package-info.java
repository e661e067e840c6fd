/** What members are given in secret, and what is kept of it. */
@NullMarked
package org.meridian.membership.secret;

import org.jspecify.annotations.NullMarked;
