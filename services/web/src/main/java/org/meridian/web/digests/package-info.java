/** The digests that a member has had, and the next one. */
@NullMarked
package org.meridian.web.digests;

import org.jspecify.annotations.NullMarked;
