/** What people write, by the rules of Unicode, and what Meridian says to them, in their language. */
@NullMarked
package org.meridian.text;

import org.jspecify.annotations.NullMarked;
