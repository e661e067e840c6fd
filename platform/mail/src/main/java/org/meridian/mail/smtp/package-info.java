/** The mail server: connections to it, and what its answers mean. */
@NullMarked
package org.meridian.mail.smtp;

import org.jspecify.annotations.NullMarked;
