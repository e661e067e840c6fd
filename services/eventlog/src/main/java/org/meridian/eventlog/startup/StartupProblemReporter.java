package org.meridian.eventlog.startup;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Keeps Spring from printing a stack trace where a {@link StartupProblem} has its one sentence. */
final class StartupProblemReporter implements SpringBootExceptionReporter {

    /** As Spring Boot makes it. */
    StartupProblemReporter(ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupProblem) {
                return true;
            }
        }
        return false;
    }
}
