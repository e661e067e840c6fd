/** What an operator sets is checked when it is read, so that a mistake is told at the start and not when it first matters. */
@NullMarked
package org.meridian.process.settings;

import org.jspecify.annotations.NullMarked;
