/** The rules, without a database. */
@NullMarked
package org.meridian.membership.joining;

import org.jspecify.annotations.NullMarked;
