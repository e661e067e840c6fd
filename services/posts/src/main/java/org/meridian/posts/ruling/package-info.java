/** A group's home rules on posts in it that were written when their author could not write there any more. */
@NullMarked
package org.meridian.posts.ruling;

import org.jspecify.annotations.NullMarked;
