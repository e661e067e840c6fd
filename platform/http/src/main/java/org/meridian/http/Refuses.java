package org.meridian.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * With which types of problems a call is refused, beside those that follow from what it takes and who may call it. The tests
 * compare it with real answers.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refuses {

    /** As in {@code problems.properties}. */
    String[] value();
}
