/** What a regional operator asks the node: its health, its links, its parked records, and whether countries agree. */
@NullMarked
package org.meridian.node.operator;

import org.jspecify.annotations.NullMarked;
