package org.meridian.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** A database of a test's own, empty at first. */
public record TestDatabase(String name, String url, String user, String password) {

    /** A new pool of up to this many connections; whoever asks closes it. */
    public HikariDataSource pool(int connections) {
        return new HikariDataSource(config(connections));
    }

    /** A pool whose connections find the tables of a schema by their bare names, whether or not it is there yet. */
    public HikariDataSource pool(String schema, int connections) {
        HikariConfig config = config(connections);
        config.addDataSourceProperty("currentSchema", schema);
        return new HikariDataSource(config);
    }

    private HikariConfig config(int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(5_000);
        return config;
    }
}
