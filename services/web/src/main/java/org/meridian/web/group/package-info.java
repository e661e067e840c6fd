/** Finding groups, and a group with its posts. */
@NullMarked
package org.meridian.web.group;

import org.jspecify.annotations.NullMarked;
