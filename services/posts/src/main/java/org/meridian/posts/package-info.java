/**
 * Publishing and reading in groups: {@code publishing} decides and writes, {@code reading} shows, {@code withdrawing}
 * takes back, {@code members} knows who may. All rows are written by {@link org.meridian.posts.PostsReadModel}.
 */
@NullMarked
package org.meridian.posts;

import org.jspecify.annotations.NullMarked;
