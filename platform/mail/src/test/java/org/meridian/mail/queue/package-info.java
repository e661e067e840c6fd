@NullMarked
package org.meridian.mail.queue;

import org.jspecify.annotations.NullMarked;
