package org.meridian.membership.qualifier;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.beans.factory.annotation.Qualifier;

/** Tells the membership service's log, database and keys from those of the other services of a node. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface OfMembership {
}
