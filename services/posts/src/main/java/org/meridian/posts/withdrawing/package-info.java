/** Taking a post back: the fact, and the tombstones that take its content out of Kafka. */
@NullMarked
package org.meridian.posts.withdrawing;

import org.jspecify.annotations.NullMarked;
