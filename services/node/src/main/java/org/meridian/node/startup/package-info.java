/** What stops a start: checked before, told in one sentence that says how to put it right. */
@NullMarked
package org.meridian.node.startup;

import org.jspecify.annotations.NullMarked;
