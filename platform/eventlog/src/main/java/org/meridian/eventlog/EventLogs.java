package org.meridian.eventlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.outbox.Outbox;
import org.meridian.eventlog.outbox.Relay;
import org.meridian.eventlog.projection.Monitor;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.projection.ParkedSettings;
import org.meridian.eventlog.projection.Projection;
import org.meridian.eventlog.serde.Codec;
import org.meridian.process.WritingStop;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.startup.StartupFailure;

/** Makes the logs of the services that run in this process. */
public final class EventLogs {

    private final NodeSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final LogTopics topics;
    private final Codec codec;
    private final StartupFailure startupFailure;
    private final ParkedSettings parked;
    private final WritingStop writingStop;

    EventLogs(NodeSettings settings, ParkedSettings parked, WritingStop writingStop, MeterRegistry meters, Clock clock,
            LogTopics topics,
            Codec codec,
            StartupFailure startupFailure) {
        this.settings = settings;
        this.parked = parked;
        this.writingStop = writingStop;
        this.meters = meters;
        this.clock = clock;
        this.topics = topics;
        this.codec = codec;
        this.startupFailure = startupFailure;
    }

    /**
     * The log of a service whose name the database has; the consumer group has it too.
     *
     * @param consumed the topics that it applies, its own node's and the mirrored ones
     */
    public EventLog create(Database database, Pattern consumed, ReadModel rows) {
        return create(database, consumed, Duration.ZERO, rows);
    }

    /**
     * The log of a service for whose rows nobody waits.
     *
     * @param patience how long a record may wait for others, to share a transaction with them
     */
    public EventLog create(Database database, Pattern consumed, Duration patience, ReadModel rows) {
        Monitor monitor = new Monitor(database.service(), meters, clock);
        Outbox outbox = new Outbox(database.jdbc(), rows, codec, clock);
        Projection.Parts parts = new Projection.Parts(database, settings.node(), settings.peerAliases(), consumed,
                patience, rows, codec, settings.kafkaClient(), parked, writingStop, clock);
        EventLog log = new EventLog(database.service(), topics, outbox,
                () -> new Relay(database, settings.node(), settings.kafkaClient()),
                () -> new Projection(parts, monitor), monitor, new Parked(database.jdbc()),
                new Rebuild(database, rows), startupFailure);
        Gauge.builder("meridian.parked.waiting", log, EventLog::parkedCount).description("Records that are parked now")
                .tag("service", database.service()).register(meters);
        settings.peerAliases().forEach(peer -> Gauge
                .builder("meridian.parked.full", log, it -> it.heldBack().containsKey(peer) ? 1 : 0)
                .description("1 while so much of a peer is parked that what comes next stays in Kafka")
                .tag("service", database.service()).tag("from", peer).register(meters));
        return log;
    }
}
