@NullMarked
package org.meridian.mail.message;

import org.jspecify.annotations.NullMarked;
