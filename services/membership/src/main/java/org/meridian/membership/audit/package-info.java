/** A group's audit log: who decided what about whom, when and why, as the facts that every country has tell it. */
@NullMarked
package org.meridian.membership.audit;

import org.jspecify.annotations.NullMarked;
