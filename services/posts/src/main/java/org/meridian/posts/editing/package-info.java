/** Changing the text of a post or a reply, and the texts that it had before. */
@NullMarked
package org.meridian.posts.editing;

import org.jspecify.annotations.NullMarked;
