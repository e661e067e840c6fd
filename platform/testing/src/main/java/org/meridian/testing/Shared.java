package org.meridian.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a test's parameter: the one object of its class that all tests of a module share. It is made by its constructor
 * without parameters when the first of them asks for it, and closed after the last test, if it can be.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedObjects.class)
public @interface Shared {
}
