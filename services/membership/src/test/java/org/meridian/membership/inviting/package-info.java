@NullMarked
package org.meridian.membership.inviting;

import org.jspecify.annotations.NullMarked;
