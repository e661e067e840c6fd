package org.meridian.eventlog.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.core.env.Environment;

/**
 * Opens each service's schema, with a small pool of its own over the one database that {@code spring.datasource} names;
 * {@code spring.datasource.hikari} says how small.
 */
public final class Databases {

    private final DataSourceProperties settings;
    private final Environment environment;
    private final MeterRegistry meters;

    public Databases(DataSourceProperties settings, Environment environment, MeterRegistry meters) {
        this.settings = settings;
        this.environment = environment;
        this.meters = meters;
    }

    /**
     * Connects when it is first used.
     *
     * @param libraries as for {@link Database}
     */
    public Database of(String service, String... libraries) {
        HikariDataSource pool = settings.initializeDataSourceBuilder().type(HikariDataSource.class).build();
        Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(pool));
        pool.setPoolName(service);
        pool.addDataSourceProperty("currentSchema", service);
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        return new Database(service, pool, libraries);
    }
}
