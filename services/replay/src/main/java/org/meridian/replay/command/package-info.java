/** The command line: what can be asked for, and what is assumed where nothing is said. */
@NullMarked
package org.meridian.replay.command;

import org.jspecify.annotations.NullMarked;
