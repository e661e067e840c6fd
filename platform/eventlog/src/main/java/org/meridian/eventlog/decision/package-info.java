/** What deciding may end in besides facts: a {@link org.meridian.eventlog.decision.Refusal}. */
@NullMarked
package org.meridian.eventlog.decision;

import org.jspecify.annotations.NullMarked;
