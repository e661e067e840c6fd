package org.meridian.process.startup;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.core.NestedExceptionUtils;

/** A service that runs alone, as a process of its own. */
public final class ServiceProcess {

    private ServiceProcess() {}

    /**
     * Starts it. If it cannot, the process ends with code 1, having said why on its error output.
     *
     * @param service names its configuration file
     */
    public static void run(Class<?> application, String service, String... arguments) {
        run(application, new ServiceChecks(service, true), service, arguments);
    }

    /** The same for one that knows other services only. */
    public static void runWithoutKafka(Class<?> application, String service, String... arguments) {
        run(application, new ServiceChecks(service, false), service, arguments);
    }

    private static void run(Class<?> application, ServiceChecks checks, String service, String... arguments) {
        try {
            application(application, checks, service).run(arguments);
        } catch (RuntimeException e) {
            System.err.println(sentence(service, e));
            // Kafka's threads may have started, and would keep the process from ending.
            System.exit(1);
        }
    }

    private static SpringApplication application(Class<?> application, ServiceChecks checks, String service) {
        SpringApplication process = new SpringApplication(application);
        process.setBannerMode(Banner.Mode.OFF);
        process.setDefaultProperties(Map.of("spring.config.name", service));
        process.addInitializers(checks);
        return process;
    }

    private static String sentence(String service, Throwable failure) {
        return StartupSentence.of(failure).orElseGet(() -> "The service " + service + " does not start: "
                + NestedExceptionUtils.getMostSpecificCause(failure));
    }
}
