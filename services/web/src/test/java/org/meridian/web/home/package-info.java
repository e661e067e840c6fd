@NullMarked
package org.meridian.web.home;

import org.jspecify.annotations.NullMarked;
