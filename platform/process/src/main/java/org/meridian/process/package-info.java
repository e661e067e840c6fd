/** What runs in a process of ours: threads that deal with what is due ({@link org.meridian.process.Worker}). */
@NullMarked
package org.meridian.process;

import org.jspecify.annotations.NullMarked;
