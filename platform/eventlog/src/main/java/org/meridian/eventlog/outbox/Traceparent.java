package org.meridian.eventlog.outbox;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace that the request at hand belongs to, as its caller named it (W3C Trace Context, version 00). */
public final class Traceparent {

    /** The HTTP header's name, and that of the header in Kafka. */
    public static final String HEADER = "traceparent";

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private static final Pattern FORM = Pattern
            .compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** Runs a task that belongs to a trace. */
    public static void run(String trace, Runnable task) {
        begin(trace);
        try {
            task.run();
        } finally {
            end();
        }
    }

    /** What this thread does from now on belongs to a trace, until {@link #end}. */
    public static void begin(String trace) {
        CURRENT.set(trace);
    }

    public static void end() {
        CURRENT.remove();
    }

    /** The trace of the request that this thread handles; null without one. */
    public static @Nullable String current() {
        return CURRENT.get();
    }

    /** What a request names in its headers; empty for none, for several and for what is none: the request is served anyway. */
    public static Optional<String> of(List<String> headers) {
        return headers.size() == 1
                ? Optional.of(headers.getFirst()).filter(it -> FORM.matcher(it).matches())
                : Optional.empty();
    }
}
