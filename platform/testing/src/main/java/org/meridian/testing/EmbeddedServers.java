package org.meridian.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Servers of this machine, without Docker: PostgreSQL as a child process, Kafka in this one. */
final class EmbeddedServers implements Servers {

    /** As root it runs in a user namespace of its own. */
    @Override
    public String postgres() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("max_connections", "400").start();
            RealServers.atExit(server);
            return "127.0.0.1:" + server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    @Override
    public Broker broker() {
        return EmbeddedBroker.open();
    }
}
