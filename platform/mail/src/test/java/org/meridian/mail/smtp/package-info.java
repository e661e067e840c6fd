@NullMarked
package org.meridian.mail.smtp;

import org.jspecify.annotations.NullMarked;
