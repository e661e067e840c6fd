/** The reader's e-mail addresses, and proving them. */
@NullMarked
package org.meridian.web.address;

import org.jspecify.annotations.NullMarked;
