/** What the operator sets for the pages. */
@NullMarked
package org.meridian.web.settings;

import org.jspecify.annotations.NullMarked;
