/** What one has written and not published. */
@NullMarked
package org.meridian.web.drafts;

import org.jspecify.annotations.NullMarked;
