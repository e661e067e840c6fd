@NullMarked
package org.meridian.http.description;

import org.jspecify.annotations.NullMarked;
