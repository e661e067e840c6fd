/** Finding posts and replies by their words, among those that one may read. */
@NullMarked
package org.meridian.posts.searching;

import org.jspecify.annotations.NullMarked;
