/**
 * One country's node in one process. What lives directly here is shared by its embedded parts: what stops a start
 * ({@link org.meridian.node.StartupProblem}) and the checks made before one.
 */
@NullMarked
package org.meridian.node;

import org.jspecify.annotations.NullMarked;
