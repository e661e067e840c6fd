@NullMarked
package org.meridian.membership.suspending;

import org.jspecify.annotations.NullMarked;
