/**
 * Mail: each service keeps the mails that it has to send in its own tables ({@code queue}), says what they say
 * ({@code message}), and all of them go by one mail server ({@code smtp}), look alike, are tried again alike and are
 * unsubscribed from alike ({@code unsubscribe}).
 */
@NullMarked
package org.meridian.mail;

import org.jspecify.annotations.NullMarked;
