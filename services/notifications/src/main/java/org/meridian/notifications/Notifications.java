package org.meridian.notifications;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.beans.factory.annotation.Qualifier;

/** Tells the notifications service's log and database from those of the other services of a node. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface Notifications {
}
