/** Mails on their way: sent at least once under one Message-ID, tried again, given up where they are refused for good. */
@NullMarked
package org.meridian.mail.queue;

import org.jspecify.annotations.NullMarked;
