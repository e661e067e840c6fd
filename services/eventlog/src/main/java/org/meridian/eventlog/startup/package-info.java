/** How a process of ours starts, and how it says in one sentence why it cannot. */
@NullMarked
package org.meridian.eventlog.startup;

import org.jspecify.annotations.NullMarked;
