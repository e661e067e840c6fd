/** The feed of a group and the thread of a post, for those who may read them. */
@NullMarked
package org.meridian.posts.reading;

import org.jspecify.annotations.NullMarked;
