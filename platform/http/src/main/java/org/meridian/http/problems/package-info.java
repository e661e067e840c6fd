/** What the types of problems mean, for programs that look them up and people who follow them. */
@NullMarked
package org.meridian.http.problems;

import org.jspecify.annotations.NullMarked;
