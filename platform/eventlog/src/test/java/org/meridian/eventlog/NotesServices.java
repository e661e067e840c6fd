package org.meridian.eventlog;

import static org.meridian.testing.TestIds.id;
import static org.meridian.testing.Waiting.eventually;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.projection.ParkedSettings;
import org.meridian.eventlog.sample.Notes;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.process.WritingStop;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.meridian.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/** Instances of the sample service of {@code uk} on one real broker; what nz sends is written to its mirrored topics. */
final class NotesServices implements AutoCloseable {

    static final Codec CODEC = new Codec(SchemaLock.onClassPath(), new PeerSchemas());

    final TestBroker broker = RealServers.broker();
    /** What instances have ended with since {@link #stop}. */
    final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Running> started = new ArrayList<>();
    /** Of what is started from now on. */
    ParkedSettings quota = new ParkedSettings(100_000, DataSize.ofMegabytes(500));

    NotesServices() {
        broker.createTopic("nz.shared.posts", 1);
        broker.createTopic("nz.shared.content", 1);
        broker.createTopic("nz.shared.schemas", 1);
        broker.createTopic("au.shared.posts", 1);
    }

    /** A process with the sample service in it. */
    record Running(EventLog log, JdbcTemplate jdbc, Database data, LogTopics topics,
            PeerSchemas peerSchemas, NodeSettings settings, TestDatabase database) {

        void stop() {
            log.stop();
            data.close();
        }

        Running untilOpen() {
            eventually(log::isOpen, open -> open);
            return this;
        }

        /** {@code <version> <kind>} of a note; empty when there is none. */
        String note(String id) {
            return jdbc.query("SELECT version || ' ' || kind FROM note WHERE id = ?",
                    (row, i) -> String.valueOf(row.getString(1)), id).stream().findFirst().orElse("");
        }

        /** What is parked, of this test's own aggregates. */
        List<String> parked(String of) {
            return log.parked(100).stream().filter(it -> Set.of(id("uk-" + of), id("nz-" + of)).contains(it.key()))
                    .map(it -> it.key() + " " + it.reason())
                    .toList();
        }
    }

    /** @param codeVersion of the rows */
    Running prepare(TestDatabase database, int codeVersion, int partitions) {
        Database data = new Database(Notes.SERVICE, database.pool(Notes.SERVICE, 8));
        data.start();
        NodeSettings settings = new NodeSettings("uk",
                Map.of("nz", new NodeSettings.Peer("localhost:1", "http://localhost:1", "secret", ""), "au",
                        new NodeSettings.Peer("localhost:2", "http://localhost:2", "secret", "")),
                broker.kafkaClient().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> String.valueOf(it.getValue()))),
                partitions);
        var topics = new LogTopics(settings);
        var peerSchemas = new PeerSchemas();
        EventLog log = new EventLogs(settings, quota, WritingStop.NEVER, new SimpleMeterRegistry(), Clock.systemUTC(),
                topics,
                new Codec(SchemaLock.onClassPath(), peerSchemas),
                failures::add)
                .create(data, Topics.pattern(Topics.SHARED_POSTS, Topics.SHARED_CONTENT),
                        new Notes(codeVersion));
        var running = new Running(log, data.jdbc(), data, topics, peerSchemas, settings, database);
        started.add(running);
        return running;
    }

    Running start(TestDatabase database) {
        Running running = prepare(database, 1, 1);
        running.log().start();
        return running;
    }

    void nzSends(Entry... entries) {
        sends("nz", entries);
    }

    void sends(String peer, Entry... entries) {
        List<ProducerRecord<String, byte @Nullable []>> records = new ArrayList<>();
        for (Entry entry : entries) {
            records.add(new ProducerRecord<>(peer + "." + entry.topic(), entry.id(), CODEC.encode(entry.body())));
        }
        broker.send(records);
    }

    long inKafka(String id) {
        return broker.readAll("shared.posts").stream().filter(it -> it.key().equals(id)).count();
    }

    /** Stops what has been started and still runs. */
    void stop() {
        started.stream().filter(it -> !((HikariDataSource) it.data().dataSource()).isClosed()).forEach(Running::stop);
        started.clear();
        failures.clear();
    }

    @Override
    public void close() {
        broker.close();
    }
}
