@NullMarked
package org.meridian.web.clocks;

import org.jspecify.annotations.NullMarked;
