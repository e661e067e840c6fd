/**
 * For the tests of every service: real servers ({@link org.meridian.eventlog.testing.RealServers}), waiting
 * ({@link org.meridian.eventlog.testing.Eventually}) and the rules of the architecture. Nothing outside this package
 * knows how a server starts.
 */
@NullMarked
package org.meridian.eventlog.testing;

import org.jspecify.annotations.NullMarked;
