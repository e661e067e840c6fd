package org.meridian.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.outbox.Outbox;
import org.meridian.eventlog.outbox.Relay;
import org.meridian.eventlog.projection.Monitor;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.projection.Projection;
import org.meridian.eventlog.serde.Codec;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.startup.StartupFailure;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the logs of the services that run in this process. */
public final class EventLogs {

    private final NodeSettings settings;
    private final DataSource dataSource;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final Clock clock;
    private final LogTopics topics;
    private final StartupFailure startupFailure;
    private final Codec codec;

    EventLogs(NodeSettings settings, DataSource dataSource, TransactionTemplate transaction, MeterRegistry meters,
            Clock clock, LogTopics topics, Codec codec, StartupFailure startupFailure) {
        this.settings = settings;
        this.dataSource = dataSource;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
        this.topics = topics;
        this.startupFailure = startupFailure;
        this.codec = codec;
    }

    /**
     * A service's log.
     *
     * @param service  names the schema in the database, the consumer group and the migrations' folder {@code db/<service>}
     * @param consumed the topics that it applies, its own node's and the mirrored ones
     */
    public EventLog create(String service, Pattern consumed, ReadModel rows) {
        return create(service, consumed, Duration.ZERO, rows);
    }

    /**
     * The log of a service for whose rows nobody waits.
     *
     * @param patience how long a record may wait for others, to share a transaction with them
     */
    public EventLog create(String service, Pattern consumed, Duration patience, ReadModel rows) {
        Migrations.run(dataSource, service, service);
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        Monitor monitor = new Monitor(service, meters, clock);
        Outbox outbox = new Outbox(jdbc, service, rows, codec, clock);
        Projection.Parts parts = new Projection.Parts(service, settings.node(), settings.peerAliases(), consumed,
                patience, rows, codec, jdbc, transaction, settings.kafkaClient(), clock);
        EventLog log = new EventLog(service, topics, outbox,
                () -> new Relay(dataSource, service, settings.node(), settings.kafkaClient()),
                () -> new Projection(parts, monitor), monitor, new Parked(jdbc, service),
                new Rebuild(jdbc, transaction, service, rows), startupFailure);
        meters.gauge("meridian.parked.waiting", io.micrometer.core.instrument.Tags.of("service", service), log,
                EventLog::parkedCount);
        return log;
    }
}
