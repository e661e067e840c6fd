/** Membership told as stories against a real broker, a real database and a mail server; its rows in any order. */
@NullMarked
package org.meridian.membership;

import org.jspecify.annotations.NullMarked;
