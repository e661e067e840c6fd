/** Where a member begins. */
@NullMarked
package org.meridian.web.home;

import org.jspecify.annotations.NullMarked;
