package org.meridian.process.startup;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.PlaceholderResolutionException;

/** Finds before a service starts what would make it fail later, with many lines from deep inside a library. */
final class ServiceChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int TIMEOUT_SECONDS = 10;

    private final String service;
    private final boolean usesKafka;

    ServiceChecks(String service, boolean usesKafka) {
        this.service = service;
        this.usesKafka = usesKafka;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        requireSettings(environment);
        requireNode(environment);
        String database = environment.getProperty("spring.datasource.url");
        if (database != null) {
            requireDatabase(database, environment);
        }
    }

    /** Everything that the service's own configuration file takes from outside. */
    private void requireSettings(ConfigurableEnvironment environment) {
        environment.getPropertySources().stream().filter(EnumerablePropertySource.class::isInstance)
                .filter(source -> source.getName().startsWith("Config resource"))
                .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .forEach(name -> requireSetting(environment, name));
    }

    private void requireSetting(ConfigurableEnvironment environment, String name) {
        try {
            environment.getProperty(name);
        } catch (PlaceholderResolutionException e) {
            throw new StartupProblem("The service " + service + " needs a setting for " + name + " ("
                    + e.getPlaceholder()
                    + " is not set): give it as an environment variable, or as a file in /run/secrets.", e);
        }
    }

    private void requireNode(ConfigurableEnvironment environment) {
        try {
            NodeSettings node = Binder.get(environment).bindOrCreate("meridian", NodeSettings.class);
            if (usesKafka) {
                Settings.required("meridian.kafka.bootstrap.servers", node.kafka().get("bootstrap.servers"));
            }
        } catch (RuntimeException e) {
            throw new StartupProblem(StartupSentence.of(e).orElseThrow(() -> e), e);
        }
    }

    private void requireDatabase(String url, ConfigurableEnvironment environment) {
        String user = environment.getProperty("spring.datasource.username");
        DriverManager.setLoginTimeout(TIMEOUT_SECONDS);
        try (var connection = DriverManager.getConnection(url, user,
                environment.getProperty("spring.datasource.password"))) {
            connection.getMetaData();
        } catch (SQLException e) {
            throw new StartupProblem("The database at " + url + " does not let the service " + service + " in as "
                    + user + " (" + e.getMessage() + "): correct the address, the user or the password, or start it.",
                    e);
        }
    }
}
