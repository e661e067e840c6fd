package org.meridian.http.sessions;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.meridian.http.client.HttpClients;
import org.meridian.http.client.NoAnswer;
import org.meridian.process.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * Asks, in a process that has members' keys from the membership service, for the sessions that ended there, beside the keys.
 * Where there is no answer what is known stays so, and the log says it: who is signed in goes on, as with the keys.
 */
public final class EndedElsewhere implements SmartLifecycle {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(EndedElsewhere.class);

    /** @param asOf what to ask for next, as {@code since} */
    public record Ended(Instant asOf, List<EndedSession> items) {

        public Ended {
            Objects.requireNonNull(asOf);
            Objects.requireNonNull(items);
        }
    }

    /** The membership service. */
    @HttpExchange
    interface Calls {

        @GetExchange("/.well-known/ended-sessions")
        Ended endedSince(@RequestParam(required = false) @Nullable String since);
    }

    private final EndedSessions ended;
    private final Calls calls;
    private final String where;
    private final Worker worker = new Worker("ended-sessions", LOOK_EVERY, this::look);
    private @Nullable Instant since;
    private boolean answers = true;
    private volatile boolean running;

    /** @param keys where the membership service has its keys, {@code …/.well-known/jwks.json} */
    public EndedElsewhere(EndedSessions ended, String keys) {
        this.ended = ended;
        this.where = URI.create(keys).resolve("/").toString().replaceFirst("/$", "");
        this.calls = new HttpClients(TIMEOUT).client(Calls.class, where);
    }

    void look() {
        ended.forget();
        try {
            Ended answer = calls.endedSince(since == null ? null : since.toString());
            answer.items().forEach(ended::add);
            since = answer.asOf();
            tell(true, "");
        } catch (RestClientException e) {
            tell(false, NoAnswer.why(e));
        }
    }

    private void tell(boolean doesAnswer, String why) {
        if (doesAnswer != answers) {
            answers = doesAnswer;
            if (doesAnswer) {
                LOG.info("{} says again which sessions have ended", where);
            } else {
                LOG.warn("{} does not say which sessions have ended ({}): until it does, those that end now are let in"
                        + " here until their access tokens expire", where, why);
            }
        }
    }

    @Override
    public void start() {
        running = true;
        worker.start();
    }

    @Override
    public void stop() {
        running = false;
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
