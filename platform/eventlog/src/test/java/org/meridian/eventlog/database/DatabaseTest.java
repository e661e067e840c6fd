package org.meridian.eventlog.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.meridian.process.startup.StartupProblem;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestDatabase;

class DatabaseTest {

    private final TestDatabase server = RealServers.database();

    @Test
    void aServiceFindsItsOwnTablesAndNobodyElses() {
        try (var notes = new Database("notes", server.pool("notes", 2));
                var other = new Database("other", server.pool("other", 2))) {
            notes.start();
            other.start();
            notes.jdbc().update("INSERT INTO projection (code_version) VALUES (7)");

            assertThat(other.jdbc().queryForList("SELECT code_version FROM projection")).isEmpty();
            assertThat(other.jdbc().queryForObject("SELECT to_regclass('note')::text", String.class)).isNull();
        }
    }

    @Test
    void tablesOfAnotherLineOfReleasesAreRefusedInOneSentence() {
        try (var database = new Database("notes", server.pool("notes", 2))) {
            database.start();
            database.jdbc().update("UPDATE flyway_eventlog SET checksum = checksum + 1 WHERE version = '1'");
        }
        try (var again = new Database("notes", server.pool("notes", 2))) {
            assertThatThrownBy(again::start).isInstanceOf(StartupProblem.class)
                    .hasMessageContaining("cannot take over").hasMessageContaining("begin anew");
        }
    }
}
