/** What the operator's process needs where the services, Kafka and Kafka Connect are processes of their own. */
@NullMarked
package org.meridian.operator.distributed;

import org.jspecify.annotations.NullMarked;
