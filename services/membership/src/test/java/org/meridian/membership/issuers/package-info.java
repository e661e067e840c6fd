/** Signing in by an issuer of OpenID Connect. */
@NullMarked
package org.meridian.membership.issuers;

import org.jspecify.annotations.NullMarked;
