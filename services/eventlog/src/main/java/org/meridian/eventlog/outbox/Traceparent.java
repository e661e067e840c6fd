package org.meridian.eventlog.outbox;

import io.micrometer.context.ContextRegistry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;

/** The trace that the request at hand belongs to, as its caller named it (W3C Trace Context, version 00). */
public final class Traceparent {

    /** The HTTP header's name, and that of the header in Kafka. */
    public static final String HEADER = "traceparent";

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private static final Pattern FORM = Pattern
            .compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** From now on, what a reactive chain has in its context under {@link #HEADER} holds on each thread that it runs on. */
    public static void followChains() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(HEADER, Traceparent::current, CURRENT::set,
                CURRENT::remove);
        Hooks.enableAutomaticContextPropagation();
    }

    /** The trace of the request that this thread handles; null without one. */
    static @Nullable String current() {
        return CURRENT.get();
    }

    /** What a request names in its headers; empty for none, for several and for what is none: the request is served anyway. */
    public static Optional<String> of(List<String> headers) {
        return headers.size() == 1
                ? Optional.of(headers.getFirst()).filter(it -> FORM.matcher(it).matches())
                : Optional.empty();
    }
}
