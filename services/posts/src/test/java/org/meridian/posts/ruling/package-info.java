@NullMarked
package org.meridian.posts.ruling;

import org.jspecify.annotations.NullMarked;
