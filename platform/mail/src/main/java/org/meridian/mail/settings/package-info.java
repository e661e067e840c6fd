/** What an operator sets for mail; the mail server itself is {@code spring.mail}. */
@NullMarked
package org.meridian.mail.settings;

import org.jspecify.annotations.NullMarked;
