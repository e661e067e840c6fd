@NullMarked
package org.meridian.posts.answering;

import org.jspecify.annotations.NullMarked;
