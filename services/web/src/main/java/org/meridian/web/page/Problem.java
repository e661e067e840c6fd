package org.meridian.web.page;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.ProblemDetails;
import org.springframework.http.ProblemDetail;

/**
 * What an error page says.
 *
 * @param key    of its sentences: the status where there are such, {@code other} else
 * @param detail what the API says of it, where a reader can use that
 */
public record Problem(String key, @Nullable String detail, boolean comesBack) {

    private static final String MISSING = "404";
    /** What a refusal of somebody who is kept out has as its type. */
    private static final String SUSPENDED = "suspended";

    static final Problem NOT_THERE = new Problem(MISSING, null, false);
    static final Problem UNREADABLE = new Problem("unreadable", null, false);
    static final Problem TOO_LARGE = new Problem("413", null, false);

    private static final Set<String> KNOWN = Set.of("403", "404", "409", "413", "429");
    private static final Set<String> SAID_BY_THE_API = Set.of("400", "403", "409", "422");

    /** @param reason as whoever decided it has written it */
    static Problem suspended(@Nullable String reason) {
        return new Problem(SUSPENDED, reason, false);
    }

    boolean isSuspension() {
        return key.equals(SUSPENDED);
    }

    /** Whether somebody is refused because they are kept out: whoever has a page open, or comes back to one. */
    public static boolean isSuspension(Throwable error) {
        return error instanceof Refusal refusal && refusal.type().equals(SUSPENDED);
    }

    /** @param mayAskAgain as one may that only looks */
    static Problem of(ProblemDetail problem, boolean mayAskAgain) {
        String status = String.valueOf(problem.getStatus());
        if (hasType(problem, "form-refused")) {
            return new Problem("form", null, false);
        }
        if (hasType(problem, SUSPENDED)) {
            return suspended(reason(problem));
        }
        if (status.equals("503")) {
            return away(mayAskAgain);
        }
        boolean notOurs = hasType(problem, "malformed") || hasType(problem, "invalid-fields") && mayAskAgain;
        if (status.equals("405") || status.equals("400") && notOurs) {
            return NOT_THERE;
        }
        boolean isSaid = SAID_BY_THE_API.contains(status) && !hasType(problem, "invalid-fields");
        return new Problem(KNOWN.contains(status) ? status : "other", isSaid ? problem.getDetail() : null,
                false);
    }

    /** A part of the node does not answer, or not yet. */
    static Problem away(boolean mayAskAgain) {
        return mayAskAgain ? new Problem("503", null, true) : new Problem("away", null, false);
    }

    /** Whether what was sent can be shown. */
    boolean isReadable() {
        return !equals(TOO_LARGE) && !equals(UNREADABLE);
    }

    boolean isMissing() {
        return key.equals(MISSING);
    }

    /** A service is away, so that nobody is asked for what else a page says. */
    boolean isOfAService() {
        return comesBack || key.equals("away");
    }

    /** Whether a form that could not be taken can be taken later, as it is. */
    public boolean maySendAgain() {
        return key.equals("away") || key.equals("429");
    }

    private static @Nullable String reason(ProblemDetail problem) {
        Map<String, Object> properties = problem.getProperties();
        return properties != null && properties.get(ProblemDetails.REASON) instanceof String reason ? reason : null;
    }

    private static boolean hasType(ProblemDetail problem, String type) {
        return ("/problems/" + type).equals(String.valueOf(problem.getType()));
    }
}
