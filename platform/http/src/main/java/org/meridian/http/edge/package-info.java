/**
 * Where connections come in: what cannot be read, comes too slowly, is too large or too much is answered here, before anything
 * else of ours is asked, and what a connection can take of the process's memory is bounded.
 */
@NullMarked
package org.meridian.http.edge;

import org.jspecify.annotations.NullMarked;
