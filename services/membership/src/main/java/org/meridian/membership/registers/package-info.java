/** The registers of practitioners that a node knows, from a file that its operator can extend. */
@NullMarked
package org.meridian.membership.registers;

import org.jspecify.annotations.NullMarked;
