/** Asking other processes over HTTP, each call with an end. */
@NullMarked
package org.meridian.node.http;

import org.jspecify.annotations.NullMarked;
