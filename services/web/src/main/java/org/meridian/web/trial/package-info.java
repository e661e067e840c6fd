/**
 * Trying the network out, without a mail program and without a shell: only where the node was started for that
 * ({@code meridian.demo}), and not there at all elsewhere. It does what everybody can do with the public calls of such a node,
 * which shows its mails to whoever asks.
 */
@NullMarked
package org.meridian.web.trial;

import org.jspecify.annotations.NullMarked;
