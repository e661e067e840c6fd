/** Tests of replay: a real broker with the topics of a node {@code uk} and those mirrored from {@code nz}. */
@NullMarked
package org.meridian.replay;

import org.jspecify.annotations.NullMarked;
