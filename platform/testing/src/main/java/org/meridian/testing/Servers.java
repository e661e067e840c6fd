package org.meridian.testing;

/** Where the tests' servers come from: this process, or containers ({@code mvn -Pcontainers}). */
interface Servers {

    /** One broker, which keeps its address and its data while it is stopped. */
    interface Broker extends AutoCloseable {

        /** Returns once it is ready. */
        void start();

        void stop();

        /** {@code host:port}. */
        String address();

        /** Stops it and throws its data away. */
        @Override
        void close();
    }

    /** Starts PostgreSQL, until the JVM ends. User and password are {@code postgres}. Returns {@code host:port}. */
    String postgres();

    /** A new broker, started. */
    Broker broker();

    static Servers chosen() {
        return Boolean.getBoolean("meridian.containers") ? new ContainerServers() : new EmbeddedServers();
    }
}
