package org.meridian.testing;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Servers of the official images. Loaded only when they are asked for: else Testcontainers is not on the class path. */
final class ContainerServers implements Servers {

    private static final String POSTGRES = "postgres:17";

    ContainerServers() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException(
                    "The profile containers needs a Docker engine, and none answers: start one, or leave -Pcontainers out.");
        }
    }

    @Override
    @SuppressWarnings("resource") // it runs until the JVM ends
    public String postgres() {
        PostgreSQLContainer server = new PostgreSQLContainer(POSTGRES).withUsername("postgres")
                .withPassword("postgres").withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=400");
        server.start();
        RealServers.atExit(server);
        return server.getHost() + ":" + server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
    }

    @Override
    public Broker broker() {
        return ContainerBroker.create();
    }
}
