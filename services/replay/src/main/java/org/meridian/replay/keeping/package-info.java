/** Exports that the node makes over HTTP, for analysts, and keeps for a day: files in a folder, and no database. */
@NullMarked
package org.meridian.replay.keeping;

import org.jspecify.annotations.NullMarked;
