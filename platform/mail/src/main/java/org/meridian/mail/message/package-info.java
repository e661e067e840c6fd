/** What a mail says and how it looks: sentences, the frame around every message, both parts and the headers. */
@NullMarked
package org.meridian.mail.message;

import org.jspecify.annotations.NullMarked;
