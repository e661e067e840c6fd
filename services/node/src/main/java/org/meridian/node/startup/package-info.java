/** What stops a start: checked before, and said in one sentence with how to put it right. */
@NullMarked
package org.meridian.node.startup;

import org.jspecify.annotations.NullMarked;
