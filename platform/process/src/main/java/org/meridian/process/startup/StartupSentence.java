package org.meridian.process.startup;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.meridian.process.settings.WrongSetting;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.util.ClassUtils;
import org.springframework.util.PlaceholderResolutionException;

/** Why a process does not start, in one sentence for the operator. */
public final class StartupSentence {

    private static final Map<Class<?>, String> TAKES = Map.of(Integer.class, "a whole number", Boolean.class,
            "true or false", ZoneId.class, "a time zone such as Europe/London");

    private StartupSentence() {}

    /** Empty where a failure was not foreseen. */
    public static Optional<String> of(Throwable failure) {
        return first(failure, StartupProblem.class).map(Throwable::getMessage)
                .or(() -> first(failure, WrongSetting.class).map(Throwable::getMessage))
                .or(() -> first(failure, PlaceholderResolutionException.class).map(StartupSentence::unset))
                .or(() -> first(failure, BindException.class).map(StartupSentence::unfit));
    }

    private static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause).filter(type::isInstance)
                .map(type::cast).findFirst();
    }

    private static String unset(PlaceholderResolutionException e) {
        return e.getPlaceholder() + " is not set, and has to be: give it as an environment variable.";
    }

    /** A value of another type than the setting's, or one that a library refuses. */
    private static String unfit(BindException e) {
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(e.getTarget().getType().resolve(Object.class));
        ConfigurationProperty given = e.getProperty();
        String takes = TAKES.get(type);
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        if (given == null || cause instanceof ConverterNotFoundException) {
            // Not quoted: it may be a secret that stands one level too high.
            return e.getName() + " cannot be this: it takes "
                    + (takes == null ? "settings of its own below it" : takes) + ".";
        }
        return given.getName() + " cannot be \"" + given.getValue() + "\": "
                + (takes == null ? cause.getMessage() : "it takes " + takes) + ".";
    }
}
