@NullMarked
package org.meridian.text.markdown;

import org.jspecify.annotations.NullMarked;
