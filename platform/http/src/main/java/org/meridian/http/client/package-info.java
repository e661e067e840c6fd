/** Calls to other processes over HTTP, each of which ends. */
@NullMarked
package org.meridian.http.client;

import org.jspecify.annotations.NullMarked;
