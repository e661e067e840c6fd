/** What people write, by the rules of Unicode: whether others can read it, and what names of domains it stands for. */
@NullMarked
package org.meridian.text;

import org.jspecify.annotations.NullMarked;
