@NullMarked
package org.meridian.process.startup;

import org.jspecify.annotations.NullMarked;
