package org.meridian.membership.issuers;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.membership.issuers.IdTokens.Subject;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which member an issuer's subject is. It is linked by a member who has just signed in by mail, and makes nobody a member: the
 * mailed link is always there beside it.
 */
@Component
public final class IssuerLinks {

    /** For which a session that began by mail can link. */
    static final Duration FRESH = Duration.ofHours(1);

    private static final String MEMBER = """
            SELECT member_id FROM issuer_link WHERE issuer = :issuer AND subject_hash = :subject""";
    private static final String IS_FRESH = """
            SELECT count(*) FROM session WHERE id = :session AND member_id = :member AND NOT by_issuer AND begun_at > :since""";
    private static final String LINK = """
            INSERT INTO issuer_link (issuer, subject_hash, member_id, linked_at) VALUES (:issuer, :subject, :member, :now)
            ON CONFLICT DO NOTHING""";
    private static final String OF = "SELECT issuer, linked_at FROM issuer_link WHERE member_id = :member";
    private static final String UNLINK = "DELETE FROM issuer_link WHERE member_id = :member AND issuer = :issuer";

    private final IdTokens tokens;
    private final JdbcClient jdbc;
    private final Clock clock;

    IssuerLinks(IdTokens tokens, @OfMembership Database database, Clock clock) {
        this.tokens = tokens;
        this.jdbc = database.client();
        this.clock = clock;
    }

    /** @throws Refusal where the token proves nobody, or nobody who is linked */
    public String member(@Nullable String issuer, @Nullable String idToken, @Nullable String nonce) {
        Subject subject = tokens.use(issuer, idToken, nonce);
        String member = member(subject);
        if (member == null) {
            throw Refusal.of(Refusal.Kind.UNAUTHENTICATED, "issuer-not-linked", "No member has linked this with their"
                    + " account. Sign in by mail, and link it with PUT /api/members/me/issuers/{issuer}.");
        }
        return member;
    }

    private @Nullable String member(Subject subject) {
        return jdbc.sql(MEMBER).param("issuer", subject.issuer()).param("subject", subject.hash()).query(String.class)
                .optional().orElse(null);
    }

    /** @param session that the member asks in; null where its token says of none */
    void link(String memberId, @Nullable String session, String issuer, String idToken, String nonce) {
        if (!isFresh(memberId, session)) {
            throw Refusal.forbidden("sign-in-again", "Sign in by mail again, and link within an hour of that: whoever"
                    + " finds an open session is not to add a key of their own.");
        }
        Subject subject = tokens.use(issuer, idToken, nonce);
        jdbc.sql(LINK).param("issuer", subject.issuer()).param("subject", subject.hash()).param("member", memberId)
                .param("now", Timestamp.from(clock.instant())).update();
        if (!memberId.equals(member(subject))) {
            throw Refusal.conflict("issuer-linked", "That account at the issuer is linked with another member, or you"
                    + " have linked another one: unlink that first.");
        }
    }

    private boolean isFresh(String memberId, @Nullable String session) {
        return session != null && jdbc.sql(IS_FRESH).param("session", session).param("member", memberId)
                .param("since", Timestamp.from(clock.instant().minus(FRESH))).query(Integer.class).single() > 0;
    }

    /** When each was linked, by the issuer's address. */
    Map<String, Instant> of(String memberId) {
        return jdbc.sql(OF).param("member", memberId)
                .query((row, i) -> Map.entry(row.getString("issuer"), row.getTimestamp("linked_at").toInstant()))
                .list().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @return whether it was linked */
    boolean unlink(String memberId, String issuerUrl) {
        return jdbc.sql(UNLINK).param("member", memberId).param("issuer", issuerUrl).update() > 0;
    }
}
