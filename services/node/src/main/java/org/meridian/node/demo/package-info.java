/** What only a network for trying out has: mail that goes no further than this process. */
@NullMarked
package org.meridian.node.demo;

import org.jspecify.annotations.NullMarked;
