package org.meridian.web.home;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.meridian.web.session.SessionCookie;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Since when things are new for somebody: since they last looked, where looking again within half an hour is the same look. The
 * browser keeps it, {@code <since>.<last look>} in seconds, since no service keeps who read what when.
 */
@Component
final class LastTime {

    private static final Duration ONE_LOOK = Duration.ofMinutes(30);
    private static final Duration KEPT = Duration.ofDays(180);
    /** For a browser that has never been here. */
    private static final Duration AT_FIRST = Duration.ofDays(7);

    private final SessionCookie session;

    LastTime(SessionCookie session) {
        this.session = session;
    }

    /** @param lastLook the one before this */
    record Looked(Instant since, Instant lastLook) {

        static Looked parsed(String text, Instant now) {
            try {
                String[] parts = text.split("\\.", 2);
                return new Looked(Instant.ofEpochSecond(Long.parseLong(parts[0])),
                        Instant.ofEpochSecond(Long.parseLong(parts[1])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException | DateTimeException e) {
                return new Looked(now.minus(AT_FIRST), now);
            }
        }

        Instant sinceAt(Instant now) {
            Instant until = lastLook.isBefore(now.minus(ONE_LOOK)) ? lastLook : since;
            return until.isAfter(now) ? now : until.isBefore(now.minus(KEPT)) ? now.minus(KEPT) : until;
        }
    }

    Instant since(ServerHttpRequest request, Instant now) {
        HttpCookie kept = request.getCookies().getFirst(name());
        return Looked.parsed(kept == null ? "" : kept.getValue(), now).sinceAt(now);
    }

    ResponseCookie lookedAt(Instant since, Instant now) {
        return session.other("seen", since.getEpochSecond() + "." + now.getEpochSecond(), KEPT);
    }

    private String name() {
        return session.otherName("seen");
    }
}
