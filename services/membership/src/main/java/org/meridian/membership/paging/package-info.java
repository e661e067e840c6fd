/** Where a page of a list ended. */
@NullMarked
package org.meridian.membership.paging;

import org.jspecify.annotations.NullMarked;
