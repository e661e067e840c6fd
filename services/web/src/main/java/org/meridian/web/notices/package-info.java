/** What a member is told of. */
@NullMarked
package org.meridian.web.notices;

import org.jspecify.annotations.NullMarked;
