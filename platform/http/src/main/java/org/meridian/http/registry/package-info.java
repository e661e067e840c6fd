/** The read-only paths of a schema registry that every node serves. */
@NullMarked
package org.meridian.http.registry;

import org.jspecify.annotations.NullMarked;
