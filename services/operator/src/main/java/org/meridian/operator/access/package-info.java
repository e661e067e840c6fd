/** Who besides the node itself may read its Kafka, and how one logs in there. */
@NullMarked
package org.meridian.operator.access;

import org.jspecify.annotations.NullMarked;
