/** What whoever looks after the node sees and does: its health, links, parked records and what it says to all members. */
@NullMarked
package org.meridian.web.operator;

import org.jspecify.annotations.NullMarked;
