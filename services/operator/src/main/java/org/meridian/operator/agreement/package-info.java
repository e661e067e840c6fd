/** Whether two countries hold the same of the groups that they share. */
@NullMarked
package org.meridian.operator.agreement;

import org.jspecify.annotations.NullMarked;
