/** Which reply answers a question, as whoever asked it or a moderator says. */
@NullMarked
package org.meridian.posts.answering;

import org.jspecify.annotations.NullMarked;
