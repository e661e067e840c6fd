package org.meridian.process.startup;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Keeps Spring from printing a stack trace where {@link StartupSentence} has one sentence. */
final class StartupProblemReporter implements SpringBootExceptionReporter {

    /** As Spring Boot makes it. */
    StartupProblemReporter(ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return StartupSentence.of(failure).isPresent();
    }
}
