/** How a process of ours starts, and how it says in one sentence why it cannot. */
@NullMarked
package org.meridian.process.startup;

import org.jspecify.annotations.NullMarked;
