package org.meridian.web.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meridian.web.calls.NotificationsCalls.Wave;
import org.meridian.web.calls.OperatorCalls.Latency;
import org.meridian.web.calls.OperatorCalls.Link;
import org.meridian.web.calls.OperatorCalls.Node;
import org.meridian.web.calls.OperatorCalls.Outbox;
import org.meridian.web.calls.OperatorCalls.Projection;
import org.meridian.web.calls.OperatorCalls.Service;

class LightTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");

    private static Instant before(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    private static List<String> lights(Node node, List<Link> links, List<Projection> projections, List<Wave> waves) {
        return Light.of(node, links, projections, waves, NOW).stream()
                .map(it -> (it.red() ? "red " : "amber ") + it.kind() + " " + it.subject() + " " + it.number())
                .toList();
    }

    private static Node node(Service... services) {
        return new Node("uk", "open", List.of("nz"), List.of(services));
    }

    private static Link link(String state) {
        return new Link("nz", state, null, null, new Latency(null, null), new Latency(null, null), null, List.of());
    }

    @Test
    void whatWaitsInKafkaSinceMuchIsParkedIsSaid() {
        var link = new Link("nz", "running", null, null, new Latency(null, null), new Latency(null, null), null,
                List.of("posts has", "so has"));
        assertThat(lights(node(), List.of(link), List.of(), List.of())).containsExactly("amber held-back nz 2");
    }

    private static Projection projection(long outbox, Instant since, long behind) {
        return new Projection("posts", new Outbox(outbox, since), behind, null);
    }

    private static Wave wave(Instant dueAt, int planned, int waiting) {
        return new Wave(dueAt, 10, planned, 0, waiting, 10 - planned - waiting, 0, 0, null, null);
    }

    @Test
    void nothingIsSaidWhereAllIsInOrder() {
        assertThat(lights(node(new Service("posts", "open", 0L, null)), List.of(link("running")),
                List.of(projection(5, before(0), 20)), List.of(wave(before(10), 3, 4), wave(before(600), 0, 0))))
                .isEmpty();
    }

    @Test
    void whatSomebodyHasToMendIsRedAndComesFirst() {
        assertThat(lights(
                node(new Service("posts", "catching-up", 3L, null), new Service("membership", "down", null, "away")),
                List.of(link("paused"), link("down")), List.of(projection(7, before(2), 5_000)),
                List.of(wave(before(45), 3, 4))))
                .containsExactly("red service membership 0", "red link nz 0", "red outbox posts 7",
                        "red wave " + before(45) + " 7", "amber service posts 0", "amber paused nz 0",
                        "amber projection posts 5000", "amber parked uk 3");
    }
}
