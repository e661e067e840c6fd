/** By which addresses a member is reached and signs in, and how they change: with proof at both sides. */
@NullMarked
package org.meridian.membership.addresses;

import org.jspecify.annotations.NullMarked;
