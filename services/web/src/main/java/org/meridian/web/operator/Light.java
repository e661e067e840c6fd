package org.meridian.web.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.NotificationsCalls.Wave;
import org.meridian.web.calls.OperatorCalls.Link;
import org.meridian.web.calls.OperatorCalls.Node;
import org.meridian.web.calls.OperatorCalls.Projection;
import org.meridian.web.calls.OperatorCalls.Service;

/**
 * Something that is not as it should be.
 *
 * @param kind    of its sentences: {@code operator.red.<kind>.…}, {@code operator.amber.<kind>}
 * @param red     whether somebody has to do something, else it mends itself, or an operator wanted it so
 * @param subject a service by its name, a country by its alias, or the time of digests
 * @param number  of records, where it is about some
 * @param since   when it began, where that is known
 * @param detail  what was found, in the words of the API
 */
public record Light(String kind, boolean red, String subject, long number, @Nullable Instant since,
        @Nullable String detail) {

    private static final Duration OUTBOX_IS_SLOW = Duration.ofMinutes(1);
    /** A hundred thousand digests take less. */
    private static final Duration WAVE_IS_LATE = Duration.ofMinutes(30);
    /** What an operator looks for only once it is more than comes in a moment. */
    private static final long BEHIND = 1_000;

    /** In the order of the page: the red ones first. */
    static List<Light> of(Node node, List<Link> links, List<Projection> projections, List<Wave> waves, Instant now) {
        List<Light> lights = new ArrayList<>();
        node.services().forEach(it -> ofService(it, lights));
        links.forEach(it -> ofLink(it, lights));
        projections.forEach(it -> ofOutbox(it, now, lights));
        projections.forEach(it -> ofProjection(it, lights));
        waves.forEach(it -> ofWave(it, now, lights));
        long parked = node.services().stream().map(Service::parked).filter(Objects::nonNull).mapToLong(Long::longValue)
                .sum();
        if (parked > 0) {
            lights.add(new Light("parked", false, node.node(), parked, null, null));
        }
        return lights.stream().sorted((one, other) -> Boolean.compare(other.red, one.red)).toList();
    }

    private static void ofService(Service service, List<Light> lights) {
        if (!service.state().equals("open")) {
            boolean down = service.state().equals("down");
            lights.add(new Light("service", down, service.service(), 0, null, service.problem()));
        }
    }

    private static void ofLink(Link link, List<Light> lights) {
        if (link.state().equals("down")) {
            lights.add(new Light("link", true, link.from(), 0, link.lastRecordAt(), link.problem()));
        } else if (link.state().startsWith("paus")) {
            lights.add(new Light("paused", false, link.from(), 0, null, null));
        }
        if (!link.heldBack().isEmpty()) {
            lights.add(new Light("held-back", false, link.from(), link.heldBack().size(), null,
                    link.heldBack().getFirst()));
        }
    }

    private static void ofOutbox(Projection projection, Instant now, List<Light> lights) {
        var outbox = projection.outbox();
        if (outbox != null && outbox.since() != null && outbox.since().isBefore(now.minus(OUTBOX_IS_SLOW))) {
            lights.add(new Light("outbox", true, projection.service(), outbox.records(), outbox.since(), null));
        }
    }

    private static void ofProjection(Projection projection, List<Light> lights) {
        Long behind = projection.lagRecords();
        if (behind != null && behind > BEHIND) {
            lights.add(new Light("projection", false, projection.service(), behind, null, null));
        }
    }

    private static void ofWave(Wave wave, Instant now, List<Light> lights) {
        int left = wave.planned() + wave.waiting();
        if (left > 0 && wave.dueAt().isBefore(now.minus(WAVE_IS_LATE))) {
            lights.add(new Light("wave", true, String.valueOf(wave.dueAt()), left, wave.dueAt(), null));
        }
    }
}
