package org.meridian.flows;

import static org.meridian.flows.Eventually.eventually;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who keeps publishing and asks again until a post is acknowledged, whatever the node does meanwhile. */
final class Writing implements AutoCloseable {

    private static final int SOME = 15;

    private final Member author;
    private final String group;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private volatile boolean running = true;

    Writing(Member author, String group) {
        this.author = author;
        this.group = group;
        thread.start();
    }

    /** With one key for each post, so that asking again after a crash is the same wish. */
    private void run() {
        for (int i = 1; running; i++) {
            String body = author.country() + " writes post " + i;
            String key = UUID.randomUUID().toString();
            eventually(() -> author.tries(group, body, "Idempotency-Key", key), answer -> answer.status() == 201);
            acknowledged.add(body);
            Eventually.rest();
        }
    }

    /** Waits until some more posts have been acknowledged. */
    void more() {
        int before = acknowledged.size();
        eventually(acknowledged::size, now -> now > before + SOME);
    }

    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    void stop() throws InterruptedException {
        running = false;
        thread.join();
    }

    @Override
    public void close() {
        running = false;
    }
}
