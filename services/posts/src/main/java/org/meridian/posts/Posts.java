package org.meridian.posts;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.beans.factory.annotation.Qualifier;

/** Of the posts service: in a node, every service has a database, a log and the like of its own. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface Posts {
}
