/** What all pages have in common: who looks at them, the words and times they are made of, and how they are answered. */
@NullMarked
package org.meridian.web.page;

import org.jspecify.annotations.NullMarked;
