/**
 * PostgreSQL embedded in the node: unpacked from the class path, initialised once, started as a child process that no
 * other machine can reach, and started again when it dies.
 */
@NullMarked
package org.meridian.node.postgres;

import org.jspecify.annotations.NullMarked;
