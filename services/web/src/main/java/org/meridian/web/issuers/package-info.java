/** Signing in by an issuer of OpenID Connect, beside the mailed link. */
@NullMarked
package org.meridian.web.issuers;

import org.jspecify.annotations.NullMarked;
