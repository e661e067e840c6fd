/** Answers from an export, by SQL that people can change ({@link org.meridian.replay.reporting.AnalyticsReport}). */
@NullMarked
package org.meridian.replay.reporting;

import org.jspecify.annotations.NullMarked;
