/** How the node does: its services, its links and the records that are parked. */
@NullMarked
package org.meridian.operator.status;

import org.jspecify.annotations.NullMarked;
