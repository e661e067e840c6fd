/** From a draft to a post or a reply in the log. */
@NullMarked
package org.meridian.posts.publishing;

import org.jspecify.annotations.NullMarked;
