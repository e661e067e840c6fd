@NullMarked
package org.meridian.http.log;

import org.jspecify.annotations.NullMarked;
