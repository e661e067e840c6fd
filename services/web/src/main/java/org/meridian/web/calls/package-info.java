/** The services' HTTP surfaces as the pages use them, one interface a service, and what they answer with. */
@NullMarked
package org.meridian.web.calls;

import org.jspecify.annotations.NullMarked;
