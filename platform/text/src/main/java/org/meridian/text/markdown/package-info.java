/** What people write in their posts, and how others see it: Markdown as HTML, and as text without markup. */
@NullMarked
package org.meridian.text.markdown;

import org.jspecify.annotations.NullMarked;
