/**
 * What {@code /v3/api-docs} says of a node's calls: written from the code that answers them, and compared with real answers by
 * the tests.
 */
@NullMarked
package org.meridian.http.description;

import org.jspecify.annotations.NullMarked;
