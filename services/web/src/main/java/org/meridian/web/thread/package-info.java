/** A post with its replies. */
@NullMarked
package org.meridian.web.thread;

import org.jspecify.annotations.NullMarked;
