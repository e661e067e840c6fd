package org.meridian.flows;

import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody who keeps publishing and asks again until a post is acknowledged, whatever the node does meanwhile. */
final class Writing implements AutoCloseable {

    private static final int SOME = 15;

    private final Member author;
    private final String group;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private int begun;

    Writing(Member author, String group) {
        this.author = author;
        this.group = group;
        pace.scheduleWithFixedDelay(this::one, 0, 50, TimeUnit.MILLISECONDS);
    }

    /** With one key for each post, so that asking again after a crash is the same wish. */
    private void one() {
        String body = author.country() + " writes post " + ++begun;
        String key = UUID.randomUUID().toString();
        eventually(() -> author.tries(group, body, "Idempotency-Key", key), answer -> answer.status() == 201);
        acknowledged.add(body);
    }

    /** Waits until some more posts have been acknowledged. */
    void more() {
        int before = acknowledged.size();
        eventually(acknowledged::size, now -> now > before + SOME);
    }

    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Waits for the answer to the last. */
    void stop() {
        pace.close();
    }

    @Override
    public void close() {
        pace.shutdown();
    }
}
