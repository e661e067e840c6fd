/** How the services' logs do, for their node's operator: each service's part, wherever it runs, and its health. */
@NullMarked
package org.meridian.http.log;

import org.jspecify.annotations.NullMarked;
