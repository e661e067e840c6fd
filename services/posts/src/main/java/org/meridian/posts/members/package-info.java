/** Who takes part in which group, as the facts of membership tell. */
@NullMarked
package org.meridian.posts.members;

import org.jspecify.annotations.NullMarked;
