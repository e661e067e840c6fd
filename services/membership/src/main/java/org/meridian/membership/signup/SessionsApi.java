package org.meridian.membership.signup;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.http.sessions.EndedElsewhere.Ended;
import org.meridian.http.sessions.EndedSessions;
import org.meridian.membership.signup.GrantTokens.Granted;
import org.meridian.membership.signup.Sessions.Session;
import org.meridian.schemas.Ids;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where the caller is signed in, going on there, and ending it. */
@RestController
class SessionsApi {

    private static final int TOKEN = 2_000;
    private static final String BEARER = "Bearer ";
    private static final String CURRENT = "current";
    private static final String OTHERS = "others";

    /** @param refreshToken of the newest answer */
    record Renewal(@Schema(requiredMode = REQUIRED) @Nullable String refreshToken) {}

    /**
     * Where the caller is signed in.
     *
     * @param browser    its name; null where it is none that is known
     * @param system     what runs it, the same
     * @param lastUsedAt to half a minute
     * @param endsAt     unless it is renewed before
     * @param current    whether it is the session of this request
     */
    record SessionItem(String id, @Schema(implementation = Device.Kind.class) String device, @Nullable String browser,
            @Nullable String system, Instant begunAt, Instant lastUsedAt, Instant endsAt, boolean current) {

        static SessionItem of(Session session, @Nullable String current) {
            return new SessionItem(session.id(), Fields.apiName(session.device().kind()), session.device().browser(),
                    session.device().system(), session.begunAt(), session.usedAt(), session.until(),
                    session.id().equals(current));
        }
    }

    record SessionPage(List<SessionItem> items, @Nullable String next) {}

    private final Sessions sessions;
    private final GrantTokens grants;
    private final EndedHere ended;
    private final Clock clock;

    SessionsApi(Sessions sessions, GrantTokens grants, EndedHere ended, Clock clock) {
        this.sessions = sessions;
        this.grants = grants;
        this.ended = ended;
        this.clock = clock;
    }

    /**
     * Where the caller is signed in.
     *
     * @param limit 1 to 100 sessions, those that began last first
     */
    @GetMapping("/api/sessions")
    SessionPage listSessions(JwtAuthenticationToken caller, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        String current = current(caller);
        ended.write();
        return page(listing.page(sessions.of(caller.getName(), listing.after(), Listing.toRead(limit)), limit,
                last -> new Cursor(last.begunAt(), last.id())).map(it -> SessionItem.of(it, current)));
    }

    private static SessionPage page(Listing.Page<SessionItem> page) {
        return new SessionPage(page.items(), page.next());
    }

    /**
     * Ends a session of the caller's, as signing out there does. Its access tokens are refused within a minute.
     *
     * @param id of a session; {@code current} for that of this request, {@code others} for all but that
     */
    @Refuses("not-found")
    @DeleteMapping("/api/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSession(JwtAuthenticationToken caller, @PathVariable String id) {
        if (id.equals(OTHERS)) {
            sessions.endOthers(caller.getName(), current(caller));
            return;
        }
        String meant = id.equals(CURRENT) ? current(caller) : id;
        if (meant == null || !Ids.isPlain(meant)) {
            throw Refusal.notFound("session");
        }
        sessions.end(caller.getName(), meant);
    }

    /**
     * Goes on with a session: with its refresh token, and without an access token; or, where it has none, with its access token
     * and without a body. What renews a session does so once.
     */
    @Refuses({"session-ended", "suspended"})
    @PostMapping("/api/sessions/current/renewal")
    Granted renewSession(@RequestBody(required = false) @Nullable Renewal request, ServerHttpRequest from) {
        String caller = from.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (request == null && caller != null && caller.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return grants.renew(caller.substring(BEARER.length()));
        }
        Fields fields = new Fields();
        String token = fields.text("refreshToken", request == null ? null : request.refreshToken(), TOKEN);
        fields.check();
        return grants.renew(token);
    }

    /**
     * Sessions that ended while access tokens of theirs may be good, for the other parts of the node.
     *
     * @param since {@code asOf} of the answer before; all when it is left out
     */
    @GetMapping("/.well-known/ended-sessions")
    Ended readEndedSessions(@RequestParam(required = false) @Nullable String since) {
        Fields fields = new Fields();
        Instant from = fields.time("since", since);
        fields.check();
        Instant now = clock.instant();
        return new Ended(now, ended.since(from));
    }

    private static @Nullable String current(JwtAuthenticationToken caller) {
        return caller.getToken().getClaimAsString(EndedSessions.SID);
    }
}
