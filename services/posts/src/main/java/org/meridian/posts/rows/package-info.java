/** All rows of posts: how the log writes them, and how they are written a second time to check them. */
@NullMarked
package org.meridian.posts.rows;

import org.jspecify.annotations.NullMarked;
