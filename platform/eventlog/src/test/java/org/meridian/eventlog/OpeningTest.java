package org.meridian.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.TestIds.id;
import static org.meridian.testing.Waiting.eventually;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.NotesServices.Running;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.eventlog.sample.Notes;
import org.meridian.events.posts.Kind;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestDatabase;
import org.slf4j.LoggerFactory;

/** When a log opens, what it does before, and what it leaves behind when it stops. */
@Order(1) // the longest first
class OpeningTest {

    private static final NotesServices NOTES = new NotesServices();

    @AfterAll
    static void close() {
        NOTES.close();
    }

    @AfterEach
    void stop() {
        NOTES.stop();
    }

    @Test
    void opensOnlyWhenItsOutboxIsDrained() {
        Running before = NOTES.start(RealServers.database()).untilOpen();
        TestDatabase database = RealServers.database();
        Running uk = NOTES.prepare(database, 1, 1);
        before.stop();
        uk.jdbc().execute(
                "CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$");
        uk.jdbc().execute("CREATE TRIGGER crash BEFORE DELETE ON outbox EXECUTE FUNCTION crash()");
        uk.log().append(List.of(Notes.published(id("uk-drain"), 1)));
        uk.log().start();
        eventually(() -> NOTES.inKafka(id("uk-drain")), count -> count >= 2);
        assertThat(uk.log().isOpen()).isFalse();
        uk.jdbc().execute("DROP FUNCTION crash() CASCADE");
        uk.untilOpen();
        // Sent twice, applied once.
        assertThat(uk.note(id("uk-drain"))).isEqualTo("1 DISCUSSION");
        assertThat(uk.parked("drain")).isEmpty();
    }

    @Test
    void opensOnlyWhenItsOwnLogIsApplied() throws Exception {
        Running first = NOTES.start(RealServers.database()).untilOpen();
        first.log().append(List.of(Notes.published(id("uk-own"), 1)));
        eventually(() -> NOTES.inKafka(id("uk-own")), count -> count == 1);
        first.stop();
        Running second = NOTES.prepare(RealServers.database(), 1, 1);
        try (Connection blocking = second.data().dataSource().getConnection();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE note IN ACCESS EXCLUSIVE MODE");
            second.log().start();
            eventually(() -> second.jdbc().queryForObject("SELECT count(*) FROM pg_stat_activity WHERE"
                    + " datname = current_database() AND wait_event_type = 'Lock'", Long.class),
                    count -> count != null && count > 0);
            assertThat(second.log().isOpen()).isFalse();
            blocking.rollback();
            blocking.setAutoCommit(true);
        }
        second.untilOpen();
        assertThat(second.note(id("uk-own"))).isEqualTo("1 DISCUSSION");
    }

    @Test
    void aDatabasePutBackCatchesUpWithItselfAndGivesNoVersionOutTwice() {
        TestDatabase database = RealServers.database();
        Running uk = NOTES.start(database).untilOpen();
        uk.log().append(List.of(Notes.published(id("uk-back"), 1)));
        eventually(() -> NOTES.inKafka(id("uk-back")), count -> count == 1);
        uk.stop();
        TestDatabase yesterday = RealServers.copyOf(database);

        Running today = NOTES.start(database).untilOpen();
        today.log().append(List.of(Notes.published(id("uk-back"), 2)));
        today.log().append(List.of(Notes.withdrawn(id("uk-back"), 3)));
        eventually(() -> NOTES.inKafka(id("uk-back")), count -> count == 3);
        List<String> rows = Notes.rows(today.jdbc());
        today.stop();

        Running restored = NOTES.start(yesterday).untilOpen();
        assertThat(Notes.rows(restored.jdbc())).isEqualTo(rows);
        assertThatThrownBy(() -> restored.log()
                .append(List.of(Notes.published(id("uk-back"), 2, "another", Kind.UPDATE))))
                .isInstanceOf(StaleVersion.class);
        restored.log().append(List.of(Notes.published(id("uk-back"), 4)));
        eventually(() -> NOTES.inKafka(id("uk-back")), count -> count == 4);
        assertThat(restored.parked("back")).isEmpty();
    }

    @Test
    void aHigherCodeVersionWritesTheRowsAnewBeforeItOpens() {
        TestDatabase database = RealServers.database();
        Running old = NOTES.start(database).untilOpen();
        old.log().append(List.of(Notes.published(id("uk-rebuild"), 1)));
        NOTES.nzSends(Notes.published(id("nz-rebuild"), 1));
        eventually(() -> old.note(id("nz-rebuild")), note -> !note.isEmpty());
        old.jdbc().update("UPDATE note SET kind = 'as the old code wrote it'");
        old.stop();

        Running same = NOTES.start(database).untilOpen();
        assertThat(same.note(id("uk-rebuild"))).isEqualTo("1 as the old code wrote it");
        same.stop();

        Running newer = NOTES.prepare(database, 2, 1);
        newer.log().start();
        newer.untilOpen();
        assertThat(newer.note(id("uk-rebuild"))).isEqualTo("1 DISCUSSION");
        assertThat(newer.note(id("nz-rebuild"))).isEqualTo("1 DISCUSSION");
        newer.jdbc().update("UPDATE note SET kind = 'as it is'");
        newer.stop();

        Running again = NOTES.prepare(database, 2, 1);
        again.log().start();
        assertThat(again.untilOpen().note(id("uk-rebuild"))).isEqualTo("1 as it is");
    }

    @Test
    void aWorkerThatAnotherInstanceWasQuickerThanLooksAgainAndCallsItNoError() {
        var logged = new ListAppender<ILoggingEvent>();
        var all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Running uk = NOTES.prepare(RealServers.database(), 1, 1);
        var rounds = new AtomicInteger();
        uk.log().worker("late", Duration.ofMillis(10), () -> {
            rounds.incrementAndGet();
            uk.log().append(List.of(Notes.published(id("uk-late"), 7)));
        });
        logged.start();
        all.addAppender(logged);
        try {
            uk.log().start();
            eventually(rounds::get, count -> count > 1);
            uk.stop();
        } finally {
            all.detachAppender(logged);
        }
        assertThat(List.copyOf(logged.list)).noneMatch(it -> it.getLevel().isGreaterOrEqual(Level.ERROR));
    }

    @Test
    void aTopicFoundedAnewIsReadFromTheBeginning() {
        TestDatabase database = RealServers.database();
        Running uk = NOTES.start(database).untilOpen();
        NOTES.nzSends(Notes.published(id("nz-anew"), 1), Notes.published(id("nz-anew"), 2));
        eventually(() -> uk.note(id("nz-anew")), note -> note.startsWith("2"));
        uk.stop();
        NOTES.broker.deleteTopic("nz.shared.posts");
        NOTES.broker.createTopic("nz.shared.posts", 1);
        NOTES.nzSends(Notes.published(id("nz-anew"), 1), Notes.published(id("nz-anew"), 2),
                Notes.published(id("nz-anew"), 3));
        Running again = NOTES.start(database).untilOpen();
        eventually(() -> again.note(id("nz-anew")), note -> note.startsWith("3"));
        assertThat(again.parked("anew")).isEmpty();
    }

    @Test
    void anotherNumberOfPartitionsEndsTheStartWithOneSentence() {
        NOTES.start(RealServers.database()).untilOpen().stop();
        Running wrong = NOTES.prepare(RealServers.database(), 1, 3);
        wrong.log().start();
        eventually(() -> NOTES.failures, it -> it.size() == 1);
        assertThat(NOTES.failures.getFirst()).startsWith("notes cannot open: meridian.partitions is 3, but")
                .contains("set it back").contains("shared.posts=1").doesNotContain("\n");
        assertThat(wrong.log().isOpen()).isFalse();
    }

    @Test
    void aBrokerThatIsAwayAtTheStartIsWaitedForAndLaterToo() {
        NOTES.start(RealServers.database()).untilOpen().stop();
        NOTES.broker.stop();
        Running uk = NOTES.start(RealServers.database());
        assertThat(uk.log().isOpen()).isFalse();
        NOTES.broker.start();
        uk.untilOpen();
        NOTES.broker.stop();
        uk.log().append(List.of(Notes.published(id("uk-away"), 1)));
        NOTES.broker.start();
        eventually(() -> NOTES.inKafka(id("uk-away")), count -> count >= 1);
        NOTES.nzSends(Notes.published(id("nz-away"), 1));
        eventually(() -> uk.note(id("nz-away")), note -> !note.isEmpty());
        assertThat(NOTES.failures).isEmpty();
    }

    @Test
    void stopsLeavingNothingBehindAndStartsAgain() {
        TestDatabase database = RealServers.database();
        Running uk = NOTES.start(database).untilOpen();
        uk.log().append(List.of(Notes.published(id("uk-stop"), 1)));
        uk.log().stop();
        assertThat(uk.log().isRunning()).isFalse();
        eventually(OpeningTest::ownThreads, Set::isEmpty);
        uk.log().start();
        uk.untilOpen();
        uk.log().append(List.of(Notes.published(id("uk-stop"), 2)));
        eventually(() -> NOTES.inKafka(id("uk-stop")), count -> count >= 2);
        uk.stop();
        eventually(OpeningTest::ownThreads, Set::isEmpty);
    }

    @Test
    void stopsWhileTheBrokerIsAway() {
        NOTES.start(RealServers.database()).untilOpen().stop();
        NOTES.broker.stop();
        try {
            Running uk = NOTES.start(RealServers.database());
            long start = System.nanoTime();
            uk.stop();
            assertThat(java.time.Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(java.time.Duration.ofSeconds(5));
            eventually(OpeningTest::ownThreads, Set::isEmpty);
        } finally {
            NOTES.broker.start();
        }
    }

    private static Set<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.matches("(opening|relay|projection)-notes|kafka-producer-network-thread.*"
                        + "|kafka-coordinator-heartbeat.*meridian-NOTES.*|kafka-admin-client-thread.*"))
                .collect(Collectors.toSet());
    }
}
