/**
 * For the tests of every service: real servers ({@link org.meridian.testing.RealServers}), waiting
 * ({@link org.meridian.testing.Waiting}) and the rules of the architecture. Nothing outside this package
 * knows how a server starts.
 */
@NullMarked
package org.meridian.testing;

import org.jspecify.annotations.NullMarked;
