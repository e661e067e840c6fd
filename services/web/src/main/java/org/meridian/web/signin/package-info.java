/** Signing up, in and out. */
@NullMarked
package org.meridian.web.signin;

import org.jspecify.annotations.NullMarked;
