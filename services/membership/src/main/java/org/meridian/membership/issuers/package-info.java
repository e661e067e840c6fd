/** Issuers of OpenID Connect, beside the mailed link: believing their ID tokens, and whose they are. */
@NullMarked
package org.meridian.membership.issuers;

import org.jspecify.annotations.NullMarked;
