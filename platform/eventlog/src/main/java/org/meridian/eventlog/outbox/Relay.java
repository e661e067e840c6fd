package org.meridian.eventlog.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the outbox to Kafka in order and deletes what was acknowledged. Of several instances of a service one relays at a
 * time, under an advisory lock that is held until the outbox is empty; whoever was woken takes the next turn. A crash between
 * sending and deleting sends again; consumers ignore the repeat.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int BATCH = 1000;
    private static final int BATCH_BYTES = 4_000_000;
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration NEXT_TRY_FOR_A_TURN = Duration.ofMillis(20);

    private record Row(long seq, String topic, String key, String eventId, String type, Instant at,
            byte @Nullable [] value, @Nullable String traceparent) {}

    private static final String DELETE = "WITH sent AS (DELETE FROM outbox WHERE seq = ANY (?))\n";
    /** To be formatted with a condition. */
    private static final String NEXT = """
            SELECT seq, topic, key, event_id, type, occurred_at, value, traceparent
            FROM (SELECT *, sum(octet_length(value)) OVER (ORDER BY seq) - octet_length(value) AS bytes_before
                  FROM (SELECT * FROM outbox %%s ORDER BY seq LIMIT %d) AS next) AS batch
            WHERE bytes_before IS NULL OR bytes_before < %d ORDER BY seq""".formatted(BATCH, BATCH_BYTES);

    private final DataSource dataSource;
    private final String service;
    private final String source;
    private final KafkaProducer<String, byte[]> producer;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean drained;
    private volatile boolean idle;

    /** Connects to Kafka: make it only to start it. */
    public Relay(Database database, String alias, Map<String, Object> kafka) {
        this.dataSource = database.dataSource();
        this.service = database.service();
        this.source = "/nodes/" + alias + "/" + service;
        this.producer = new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer());
        this.thread = Thread.ofPlatform().name("relay-" + service).unstarted(this::run);
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        // With more, a partition that is just being made may refuse a batch and take the next one, for ever out of order.
        settings.put("max.in.flight.requests.per.connection", 1);
        // Not waited for, since each batch is flushed: without it the first record would go alone, and the rest after it.
        settings.put("linger.ms", 100);
        settings.put("batch.size", 131_072);
        settings.put("compression.type", "lz4");
        settings.put("max.block.ms", 10_000);
        // Kept until Kafka takes it: a batch that expires would let later ones overtake it.
        settings.put("delivery.timeout.ms", Integer.MAX_VALUE);
        settings.put("request.timeout.ms", 10_000);
        return settings;
    }

    public void start() {
        thread.start();
    }

    /** Something was committed to the outbox. */
    public void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    /** Whether what was in the outbox when this relay started has gone, whoever sent it. */
    public boolean hasDrained() {
        return drained;
    }

    /** Whether the outbox was empty at the last look. */
    public boolean isIdle() {
        return idle;
    }

    private void run() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                lazyCommits(connection, true);
                try {
                    relayUntilClosed(connection);
                } finally {
                    lazyCommits(connection, false);
                }
            } catch (SQLException e) {
                LOG.warn("{}: the outbox cannot be read, trying again: {}", service, e.getMessage());
                rest(RETRY);
            } catch (RuntimeException | Error e) {
                LOG.error("{}: the outbox cannot be sent for no reason that is known, trying again", service, e);
                rest(RETRY);
            }
        }
    }

    private void relayUntilClosed(Connection connection) throws SQLException {
        long goal = seq(connection, "max").orElse(0);
        while (running) {
            if (lock(connection)) {
                takeTurn(connection, goal);
                rest(idle ? POLL : RETRY);
            } else {
                looked(seq(connection, "min"), goal);
                rest(idle ? POLL : NEXT_TRY_FOR_A_TURN);
            }
        }
    }

    /** Sends until the outbox is empty, or Kafka takes no more. */
    private void takeTurn(Connection connection, long goal) throws SQLException {
        try {
            List<Row> sent = List.of();
            boolean stuck = false;
            do {
                List<Row> batch = read(connection, sent);
                looked(batch.isEmpty() ? OptionalLong.empty() : OptionalLong.of(batch.getFirst().seq()), goal);
                sent = batch.subList(0, send(batch));
                stuck = sent.size() < batch.size();
            } while (running && !idle && !stuck);
            if (!sent.isEmpty()) {
                read(connection, sent);
            }
        } finally {
            try {
                if (!running) {
                    producer.close(Duration.ZERO); // what it still holds must not come after what the next one sends
                }
            } finally {
                unlock(connection);
            }
        }
    }

    private void looked(OptionalLong first, long goal) {
        idle = first.isEmpty();
        drained = drained || idle || first.getAsLong() > goal;
    }

    private OptionalLong seq(Connection connection, String which) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + which + "(seq) FROM outbox")) {
            row.next();
            long seq = row.getLong(1);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(seq);
        }
    }

    private boolean lock(Connection connection) throws SQLException {
        return query(connection, "SELECT pg_try_advisory_lock(hashtext('relay ' || ?))");
    }

    private void unlock(Connection connection) throws SQLException {
        query(connection, "SELECT pg_advisory_unlock(hashtext('relay ' || ?))");
    }

    private boolean query(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, service);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** A deletion that a crash undoes is only a repeat: it need not wait for the disk. */
    private static void lazyCommits(Connection connection, boolean lazy) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(lazy ? "SET synchronous_commit = off" : "RESET synchronous_commit");
        }
    }

    /** Returns what is next; what was sent is deleted on the way, which saves a round trip. */
    private List<Row> read(Connection connection, List<Row> sent) throws SQLException {
        String sql = sent.isEmpty() ? NEXT.formatted("") : DELETE + NEXT.formatted("WHERE seq <> ALL (?)");
        List<Row> batch = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!sent.isEmpty()) {
                Array numbers = connection.createArrayOf("int8", sent.stream().map(Row::seq).toArray());
                statement.setArray(1, numbers);
                statement.setArray(2, numbers);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    batch.add(new Row(row.getLong(1), row.getString(2), row.getString(3), row.getString(4),
                            row.getString(5), row.getObject(6, OffsetDateTime.class).toInstant(), row.getBytes(7),
                            row.getString(8)));
                }
            }
        }
        return batch;
    }

    /** Returns how many, from the first on, Kafka has acknowledged. */
    private int send(List<Row> batch) {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        int acknowledged = 0;
        try {
            for (Row row : batch) {
                Future<RecordMetadata> sent = producer.send(record(row));
                acknowledgements.add(sent);
                if (sent.state() == Future.State.FAILED) {
                    break; // refused before it was queued: the next ones must not overtake it
                }
            }
            producer.flush();
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get();
                acknowledged++;
            }
        } catch (ExecutionException | KafkaException e) {
            Row stuck = batch.get(acknowledged);
            LOG.warn("{}: Kafka does not take number {} of the outbox, for {} with key {}; trying again: {}", service,
                    stuck.seq(), stuck.topic(), stuck.key(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return acknowledged;
    }

    private ProducerRecord<String, byte[]> record(Row row) {
        var record = new ProducerRecord<String, byte[]>(row.topic(), row.key(), row.value());
        CloudEvents.headers(source, row.eventId(), row.type(), row.at(), row.key())
                .forEach((name, value) -> record.headers().add(name, value));
        if (row.value() != null) { // a tombstone has nothing that could be of a type
            record.headers().add("content-type", "application/avro".getBytes(US_ASCII));
        }
        if (row.traceparent() != null) {
            record.headers().add(Traceparent.HEADER, row.traceparent().getBytes(US_ASCII));
        }
        return record;
    }

    /** Until it is woken. */
    private void rest(Duration most) {
        try {
            if (work.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** Finishes the batch under way and stops; what is left goes at the next start. */
    @Override
    public void close() {
        running = false;
        wake();
        try {
            thread.join(3_000);
            if (thread.isAlive()) {
                thread.interrupt(); // it waits for a broker that is away
                thread.join(5_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(1));
    }
}
