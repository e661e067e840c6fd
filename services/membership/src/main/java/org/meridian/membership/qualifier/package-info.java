/** What is membership's own among beans of which a node has one for each service. */
@NullMarked
package org.meridian.membership.qualifier;

import org.jspecify.annotations.NullMarked;
