/** Signing in by a cookie: who may see a page, which requests were not forged, and what browsers may do with a page. */
@NullMarked
package org.meridian.web.session;

import org.jspecify.annotations.NullMarked;
