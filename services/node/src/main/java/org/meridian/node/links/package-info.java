/** The Kafka Connect that runs the links in this process, and what it remembers of them in files. */
@NullMarked
package org.meridian.node.links;

import org.jspecify.annotations.NullMarked;
