@NullMarked
package org.meridian.http;

import org.jspecify.annotations.NullMarked;
