/** Finding posts and replies by their words. */
@NullMarked
package org.meridian.web.search;

import org.jspecify.annotations.NullMarked;
