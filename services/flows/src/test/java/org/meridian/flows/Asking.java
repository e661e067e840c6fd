package org.meridian.flows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a node something all the time, one call after the other, and remembers how long each answer took. */
final class Asking implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Http http;
    private final List<Duration> answers = new ArrayList<>();
    private final Thread thread = Thread.ofVirtual().unstarted(this::ask);
    private String problem = "";

    Asking(Http http) {
        this.http = http;
        thread.start();
    }

    private void ask() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long began = System.nanoTime();
                Http.Answer answer = http.get("/api/groups");
                heard(answer, Duration.ofNanos(System.nanoTime() - began));
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fails(e.toString());
        }
    }

    private synchronized void heard(Http.Answer answer, Duration passed) {
        answers.add(passed);
        if (answer.status() != 200) {
            problem = answer.toString();
        }
    }

    private synchronized void fails(String why) {
        problem = why;
    }

    /** Within which nineteen of twenty came: the machine does other things too. Fails where one did not come at all. */
    synchronized Duration most() {
        if (!problem.isEmpty()) {
            throw new AssertionError(problem);
        }
        return answers.stream().sorted().toList().get(answers.size() * 19 / 20);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
