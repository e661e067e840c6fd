/** Calls to other processes over HTTP, each of which ends. */
@NullMarked
package org.meridian.operator.http;

import org.jspecify.annotations.NullMarked;
