package org.meridian.node;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.meridian.node.bounds.KafkaBounds;
import org.meridian.operator.peering.Peering;
import org.meridian.process.startup.ProcessDefaults;
import org.meridian.process.startup.StartupSentence;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** One country's node: all services, Kafka, PostgreSQL and the links in one process. */
public final class NodeApplication {

    private NodeApplication() {}

    public static void main(String[] arguments) {
        ProcessDefaults.set();
        if (Peering.isAsked(arguments)) {
            System.exit(Peering.run("node", arguments));
        }
        KafkaBounds.install();
        EmbeddedServers servers = new EmbeddedServers(NodeApplication::fail);
        AtomicReference<@Nullable ConfigurableApplicationContext> running = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            ConfigurableApplicationContext context = running.get();
            if (context != null) {
                context.close();
            }
            servers.close();
        }));
        try {
            running.set(application(servers).run(arguments));
        } catch (Exception e) {
            fail(sentence(e));
        }
    }

    private static SpringApplication application(EmbeddedServers servers) {
        SpringApplication application = new SpringApplication(NodeConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(java.util.Map.of("spring.config.name", "node"));
        application.addInitializers(servers);
        return application;
    }

    /** The sentence that was meant for an operator, else the innermost cause. */
    private static String sentence(Throwable failure) {
        return StartupSentence.of(failure).orElseGet(
                () -> "The node does not start: " + NestedExceptionUtils.getMostSpecificCause(failure));
    }

    /** Says it where the operator looks first, and ends the process: nothing in it can be relied on any more. */
    private static void fail(String sentence) {
        LoggerFactory.getLogger(NodeApplication.class).error(sentence);
        System.err.println(sentence);
        Thread.ofPlatform().start(() -> System.exit(1));
        Thread.ofPlatform().daemon().start(NodeApplication::endWithoutGrace);
    }

    /** A broker that is at fault may never finish closing; whoever watches the process has to see it end. */
    private static void endWithoutGrace() {
        try {
            TimeUnit.SECONDS.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
