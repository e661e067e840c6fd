package org.meridian.eventlog;

import static org.meridian.testing.TestIds.id;
import static org.meridian.testing.Waiting.eventually;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.projection.ParkedSettings;
import org.meridian.eventlog.sample.Notes;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.process.WritingStop;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.meridian.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/** One of several instances of the sample service of {@code uk}, in this process or in one of its own. */
record NotesProcess(EventLog log, JdbcTemplate jdbc, Database data, SimpleMeterRegistry meters) {

    static final int PARTITIONS = 4;

    static NotesProcess start(TestDatabase database, String broker) {
        Database data = Notes.database(database, 8);
        NodeSettings settings = new NodeSettings("uk",
                Map.of("nz", new NodeSettings.Peer("localhost:1", "http://localhost:1", "secret", "")),
                Map.of("bootstrap.servers", broker), PARTITIONS);
        var meters = new SimpleMeterRegistry();
        EventLog log = new EventLogs(settings, new ParkedSettings(100_000, DataSize.ofMegabytes(500)),
                WritingStop.NEVER, meters,
                Clock.systemUTC(), new LogTopics(settings), new Codec(SchemaLock.onClassPath(), new PeerSchemas()),
                failure -> {
                    throw new IllegalStateException(failure);
                }).create(data, Topics.pattern(Topics.SHARED_POSTS, Topics.SHARED_CONTENT), new Notes(1));
        log.start();
        return new NotesProcess(log, data.jdbc(), data, meters);
    }

    /** Writes notes until it is killed, and says which were accepted. */
    public static void main(String[] arguments) {
        NotesProcess process = start(new TestDatabase(arguments[0], arguments[1], arguments[2], arguments[3]),
                arguments[4]);
        eventually(process.log()::isOpen, open -> open);
        System.out.println("open");
        for (int i = 0;; i++) {
            String id = id("uk-other" + i);
            process.log().append(List.of(Notes.published(id, 1), Notes.content(id, 1, "text")));
            System.out.println(id);
        }
    }

    boolean has(String id) {
        return !jdbc.queryForList("SELECT FROM note WHERE id = ?", id).isEmpty();
    }

    /** How many records of nz this instance has applied. */
    long applied() {
        return meters.find("meridian.link.latency").timers().stream().mapToLong(Timer::count).sum();
    }

    void stop() {
        log.stop();
        data.close();
    }
}
