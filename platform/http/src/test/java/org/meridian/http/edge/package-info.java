@NullMarked
package org.meridian.http.edge;

import org.jspecify.annotations.NullMarked;
