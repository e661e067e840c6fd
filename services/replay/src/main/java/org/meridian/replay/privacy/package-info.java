/**
 * What an export does not tell: whose an id is ({@link org.meridian.replay.privacy.Pseudonyms}), and who belongs to a
 * group of so few that its name would tell.
 */
@NullMarked
package org.meridian.replay.privacy;

import org.jspecify.annotations.NullMarked;
