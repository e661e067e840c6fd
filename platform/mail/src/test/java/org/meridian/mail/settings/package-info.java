@NullMarked
package org.meridian.mail.settings;

import org.jspecify.annotations.NullMarked;
