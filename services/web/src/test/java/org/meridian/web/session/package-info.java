@NullMarked
package org.meridian.web.session;

import org.jspecify.annotations.NullMarked;
