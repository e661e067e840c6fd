/**
 * What an export keeps to itself: whose an id is, and which groups are so small that their name would show who belongs to
 * them ({@link org.meridian.replay.privacy.Pseudonyms}).
 */
@NullMarked
package org.meridian.replay.privacy;

import org.jspecify.annotations.NullMarked;
