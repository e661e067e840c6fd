/** What only a network for trying out has: a page on which everybody reads all mail. */
@NullMarked
package org.meridian.operator.demo;

import org.jspecify.annotations.NullMarked;
