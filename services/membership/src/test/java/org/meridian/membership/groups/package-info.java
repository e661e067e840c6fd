/** The rules, without a database. */
@NullMarked
package org.meridian.membership.groups;

import org.jspecify.annotations.NullMarked;
