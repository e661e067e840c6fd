package org.meridian.http.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.Agreement;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.projection.MinuteLatency;
import org.meridian.eventlog.projection.Parked.Discarded;
import org.meridian.eventlog.projection.Parked;

/** The part of a service that runs in this process. */
final class LogPart implements ServicePart {

    private final EventLog log;
    private final List<Agreement> agreements;
    private final MeterRegistry meters;

    /** @param agreements those of this service; one that shares nothing has none */
    private LogPart(EventLog log, List<Agreement> agreements, MeterRegistry meters) {
        this.log = log;
        this.agreements = agreements;
        this.meters = meters;
    }

    static List<LogPart> ofAll(List<EventLog> logs, List<Agreement> agreements, MeterRegistry meters) {
        return logs.stream().map(log -> new LogPart(log,
                agreements.stream().filter(it -> it.service().equals(log.service())).toList(), meters))
                .toList();
    }

    @Override
    public String service() {
        return log.service();
    }

    @Override
    public State state() {
        return new State(log.service(), log.isOpen() ? "open" : "catching-up", log.isSettled(), log.parkedCount(),
                millis("meridian.link.latency"), millis("meridian.revocation.latency"), log.heldBack());
    }

    private Map<String, Latency> millis(String meter) {
        Map<String, Latency> latencies = new TreeMap<>();
        meters.find(meter).tag("service", log.service()).timers().stream()
                .filter(timer -> timer.count() > 0)
                .forEach(timer -> latencies.put(Objects.requireNonNull(timer.getId().getTag("from")), latency(timer)));
        return latencies;
    }

    private static Latency latency(Timer timer) {
        return new Latency(millis(timer, 0.5), millis(timer, 0.99));
    }

    /** Null where nothing came lately: the timer says 0 then. */
    private static @Nullable Double millis(Timer timer, double percentile) {
        for (ValueAtPercentile value : timer.takeSnapshot().percentileValues()) {
            if (value.percentile() == percentile && value.value() > 0) {
                return value.value(TimeUnit.MILLISECONDS);
            }
        }
        return null;
    }

    @Override
    public List<MinuteLatency> latencies(String from) {
        return log.latencies(from);
    }

    @Override
    public Behind behind() throws InterruptedException {
        try {
            return new Behind(log.outbox(), log.behind());
        } catch (TimeoutException e) {
            throw Refusal.unavailable("service-busy",
                    "The service " + service() + " is applying other records. Try again soon.");
        } catch (KafkaException e) {
            throw Refusal.unavailable("unavailable",
                    "Kafka does not answer the service " + service() + " at the moment. Try again in a minute.");
        }
    }

    @Override
    public List<Parked.Item> parked(boolean discarded, int limit) {
        return discarded ? log.discarded(limit) : log.parked(limit);
    }

    @Override
    public Discarding discard(long parkedId, Discarded discarded, boolean withFollowing) {
        int count = log.discard(parkedId, discarded, withFollowing)
                .orElseThrow(() -> Refusal.missing("There is no such parked record; GET /api/parked lists them."));
        return new Discarding(count, log.parkedBehind(parkedId));
    }

    @Override
    public boolean retry(long parkedId) throws InterruptedException {
        try {
            return log.retry(parkedId);
        } catch (TimeoutException e) {
            throw Refusal.unavailable("service-busy", "The service " + service()
                    + " is applying other records. See in a minute whether this one is still parked, and try again.");
        }
    }

    @Override
    public Holdings holdings() {
        return new Holdings(log.isSettled(),
                agreements.stream().flatMap(agreement -> agreement.groups().stream()).toList());
    }
}
