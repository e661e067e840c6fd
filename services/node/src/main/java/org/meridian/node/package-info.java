/** One country's node in one process: the services over embedded servers, the links, and the operator's calls. */
@NullMarked
package org.meridian.node;

import org.jspecify.annotations.NullMarked;
