/** Writing a post. */
@NullMarked
package org.meridian.web.writing;

import org.jspecify.annotations.NullMarked;
