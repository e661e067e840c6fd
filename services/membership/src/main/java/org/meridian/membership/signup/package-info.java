/** From an e-mail address to an access token: the mailed link, the session that it opens, the key that signs. */
@NullMarked
package org.meridian.membership.signup;

import org.jspecify.annotations.NullMarked;
