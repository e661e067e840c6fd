package org.meridian.eventlog.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
    void twoTransactionsThatWaitForEachOtherAreBothDone() throws Exception {
        try (var database = new Database("notes", server.pool("notes", 2));
                var threads = Executors.newFixedThreadPool(2)) {
            database.start();
            database.jdbc().execute("CREATE TABLE counted AS SELECT id, 0 AS times FROM generate_series(1, 2) AS id");
            var eachHasOne = new CountDownLatch(2);

            Future<?> first = threads.submit(() -> count(database, eachHasOne, 1, 2));
            threads.submit(() -> count(database, eachHasOne, 2, 1)).get();
            first.get();

            assertThat(database.jdbc().queryForList("SELECT times FROM counted", Integer.class)).containsExactly(2, 2);
        }
    }

    private static void count(Database database, CountDownLatch eachHasOne, int first, int second) {
        database.transaction().executeWithoutResult(status -> {
            count(database, first);
            eachHasOne.countDown();
            awaitNoted(eachHasOne);
            count(database, second);
        });
    }

    private static void count(Database database, int id) {
        database.jdbc().update("UPDATE counted SET times = times + 1 WHERE id = ?", id);
    }

    private static void awaitNoted(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
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
