@NullMarked
package org.meridian.mail;

import org.jspecify.annotations.NullMarked;
