@NullMarked
package org.meridian.replay.command;

import org.jspecify.annotations.NullMarked;
