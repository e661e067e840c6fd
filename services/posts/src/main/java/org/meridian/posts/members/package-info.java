/** Who takes part in which group and what they are called, as the facts and profiles of membership tell. */
@NullMarked
package org.meridian.posts.members;

import org.jspecify.annotations.NullMarked;
