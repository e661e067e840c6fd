package org.meridian.membership.addresses;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.events.membership.Account;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Mailings;
import org.meridian.membership.people.Members;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.secret.RandomToken;
import org.meridian.membership.secret.Sha256;
import org.meridian.membership.signup.SignInLinks;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A member's address changes once the new mailbox and one that was theirs before, the first or the second, have both said so; a
 * second address is given in the same way. Whoever has only the session, or only one of the mailboxes, changes nothing.
 */
@Component
final class AddressChanges {

    static final Duration LIFETIME = Duration.ofDays(1);

    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    /** With the id of what is to be proved behind it, its mailing's. */
    private static final String PREFIX = "address.";
    private static final String DONE = "address-done.";

    private static final String SECOND = "SELECT email FROM second_address WHERE member_id = :member";
    private static final String GIVE_UP = "DELETE FROM address_change WHERE member_id = :member AND done_at IS NULL";
    private static final String ASK = """
            INSERT INTO address_change (id, member_id, email, is_second, asked_at, expires_at)
            VALUES (:id, :member, :email, :second, :now, :expires)""";
    private static final String ASK_AT = """
            INSERT INTO address_proof (id, change_id, email, is_new) VALUES (:id, :change, :email, :new)""";
    private static final String MAILED = """
            SELECT p.id, p.is_new, c.member_id, c.email, c.is_second, c.done_at IS NOT NULL AS done
            FROM address_proof p JOIN address_change c ON c.id = p.change_id
            WHERE p.id = :id AND c.expires_at > :now AND (p.proved_at IS NULL OR c.done_at IS NOT NULL)""";
    private static final String ADD_TOKEN = "INSERT INTO address_proof_token (token_hash, proof_id) VALUES (:hash, :proof)";
    /** Locked, so that of two proofs one is the last. */
    private static final String BY_TOKEN = """
            SELECT c.id, c.member_id, c.email, c.is_second, p.id AS proof FROM address_proof_token t
            JOIN address_proof p ON p.id = t.proof_id JOIN address_change c ON c.id = p.change_id
            JOIN account a ON a.id = c.member_id AND a.suspended_at IS NULL
            WHERE t.token_hash = :hash AND c.done_at IS NULL AND c.expires_at > :now FOR UPDATE OF c""";
    private static final String PROVE = "UPDATE address_proof SET proved_at = :now WHERE id = :proof AND proved_at IS NULL";
    private static final String PROVED = """
            SELECT bool_or(is_new AND proved_at IS NOT NULL) AS at_new,
                   bool_or(NOT is_new AND proved_at IS NOT NULL) AS at_known
            FROM address_proof WHERE change_id = :change""";
    private static final String FINISH = "UPDATE address_change SET done_at = :now WHERE id = :change";
    private static final String KNOWN_BEFORE = "SELECT id FROM address_proof WHERE change_id = :change AND NOT is_new";
    private static final String GIVE_SECOND = """
            INSERT INTO second_address (member_id, email, given_at) VALUES (:member, :email, :now)
            ON CONFLICT (member_id) DO UPDATE SET email = excluded.email, given_at = excluded.given_at""";
    private static final String TAKE_SECOND = "DELETE FROM second_address WHERE member_id = :member";
    private static final String PENDING = """
            SELECT c.id, c.email, c.is_second, c.expires_at FROM address_change c
            WHERE c.member_id = :member AND c.done_at IS NULL AND c.expires_at > :now""";
    private static final String PURGE = """
            WITH gone AS (DELETE FROM address_change WHERE expires_at < :then RETURNING id),
                 asked AS (SELECT p.id FROM address_proof p JOIN gone ON gone.id = p.change_id)
            DELETE FROM mailing m USING asked WHERE m.id IN (:prefix || asked.id, :done || asked.id)""";

    /** What a mail is about. */
    record Mailed(String proofId, boolean atNew, String memberId, String email, boolean isSecond, boolean isDone) {}

    /** Of a change that is not done. */
    record Proved(boolean atNew, boolean atKnown) {}

    /** A change that is not done. */
    record Pending(String email, boolean isSecond, Proved proved, Instant expiresAt) {}

    private record Change(String id, String memberId, String email, boolean isSecond, String proof) {}

    private final EventLog log;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Members members;
    private final SignInLinks links;
    private final Mailings mailings;
    private final Clock clock;

    AddressChanges(@OfMembership EventLog log, @OfMembership Database database, Members members, SignInLinks links,
            @OfMembership Mailings mailings, Clock clock) {
        this.log = log;
        this.jdbc = database.client();
        this.transaction = database.transaction();
        this.members = members;
        this.links = links;
        this.mailings = mailings;
        this.clock = clock;
        log.worker("address-changes", PURGE_EVERY, this::purge);
    }

    /** Mails all mailboxes that have a say. What was asked for before and is not done is given up. */
    void ask(String memberId, String email, boolean isSecond) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            members.lock(memberId);
            String first = account(memberId).getEmail();
            jdbc.sql(GIVE_UP).param("member", memberId).update();
            String change = UUID.randomUUID().toString();
            jdbc.sql(ASK).param("id", change).param("member", memberId).param("email", email).param("second", isSecond)
                    .param("now", Timestamp.from(now)).param("expires", Timestamp.from(now.plus(LIFETIME))).update();
            List<Mailing> mails = new ArrayList<>(List.of(askAt(change, email, true), askAt(change, first, false)));
            second(memberId).filter(it -> !it.equalsIgnoreCase(email))
                    .ifPresent(it -> mails.add(askAt(change, it, false)));
            mailings.add(mails, now);
        });
    }

    private Mailing askAt(String change, String email, boolean isNew) {
        String id = UUID.randomUUID().toString();
        jdbc.sql(ASK_AT).param("id", id).param("change", change).param("email", email).param("new", isNew).update();
        return new Mailing(PREFIX + id, id, AddressMessages.KIND, id);
    }

    Optional<String> second(String memberId) {
        return jdbc.sql(SECOND).param("member", memberId).query(String.class).optional();
    }

    /** Empty when nothing is left to say. */
    Optional<Mailed> mailed(String proofId) {
        return jdbc.sql(MAILED).param("id", proofId).param("now", Timestamp.from(clock.instant()))
                .query((row, i) -> new Mailed(row.getString("id"), row.getBoolean("is_new"),
                        row.getString("member_id"), row.getString("email"), row.getBoolean("is_second"),
                        row.getBoolean("done")))
                .optional();
    }

    String newToken(String proofId) {
        String token = RandomToken.create();
        jdbc.sql(ADD_TOKEN).param("hash", Sha256.hex(token)).param("proof", proofId).update();
        return token;
    }

    /**
     * A mailbox has said so.
     *
     * @return whether it was the last that had to
     * @throws Refusal for what is no token, or has had its time, and where somebody else has the address by now
     */
    boolean prove(String token) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Timestamp now = Timestamp.from(clock.instant());
            Change change = jdbc.sql(BY_TOKEN).param("hash", Sha256.hex(token)).param("now", now)
                    .query((row, i) -> new Change(row.getString("id"), row.getString("member_id"),
                            row.getString("email"), row.getBoolean("is_second"), row.getString("proof")))
                    .optional().orElseThrow(AddressChanges::notValid);
            jdbc.sql(PROVE).param("proof", change.proof()).param("now", now).update();
            Proved proved = proved(change.id());
            boolean isTheirs = !change.isSecond()
                    && second(change.memberId()).filter(change.email()::equalsIgnoreCase).isPresent();
            if (!proved.atNew() || !proved.atKnown() && !isTheirs) {
                return false;
            }
            finish(change, now);
            return true;
        }));
    }

    private Proved proved(String change) {
        return jdbc.sql(PROVED).param("change", change)
                .query((row, i) -> new Proved(row.getBoolean("at_new"), row.getBoolean("at_known"))).single();
    }

    private void finish(Change change, Timestamp now) {
        links.lock(change.email());
        members.lock(change.memberId());
        if (members.idOf(change.email()).filter(it -> !it.equals(change.memberId())).isPresent()) {
            throw Refusal.conflict("address-taken",
                    "Somebody signs in with this address by now. Ask for another one, or sign in with it.");
        }
        if (change.isSecond()) {
            jdbc.sql(GIVE_SECOND).param("member", change.memberId()).param("email", change.email()).param("now", now)
                    .update();
        } else {
            Account before = account(change.memberId());
            log.append(List.of(new Content(Topics.DOMESTIC_ACCOUNTS, Account.newBuilder(before)
                    .setVersion(before.getVersion() + 1).setEmail(change.email()).build())));
            second(change.memberId()).filter(change.email()::equalsIgnoreCase)
                    .ifPresent(it -> takeSecond(change.memberId()));
        }
        jdbc.sql(FINISH).param("change", change.id()).param("now", now).update();
        mailings.add(jdbc.sql(KNOWN_BEFORE).param("change", change.id()).query((row, i) -> done(row.getString("id")))
                .list(), clock.instant());
    }

    private static Mailing done(String proof) {
        return new Mailing(DONE + proof, proof, AddressMessages.KIND, proof);
    }

    /** @return whether there was one */
    boolean takeSecond(String memberId) {
        return jdbc.sql(TAKE_SECOND).param("member", memberId).update() > 0;
    }

    @Nullable
    Pending pending(String memberId) {
        return jdbc.sql(PENDING).param("member", memberId).param("now", Timestamp.from(clock.instant()))
                .query((row, i) -> new Pending(row.getString("email"), row.getBoolean("is_second"),
                        proved(row.getString("id")), row.getTimestamp("expires_at").toInstant()))
                .optional().orElse(null);
    }

    private Account account(String memberId) {
        return members.account(memberId).orElseThrow(() -> Refusal.notFound("member"));
    }

    void purge() {
        jdbc.sql(PURGE).param("then", Timestamp.from(clock.instant().minus(LIFETIME))).param("prefix", PREFIX)
                .param("done", DONE).update();
    }

    private static Refusal notValid() {
        return Refusal.of(Refusal.Kind.UNAUTHENTICATED, "address-link-not-valid",
                "This link has expired, was used already, or another change was asked for since. Ask for the change"
                        + " again with POST /api/members/me/email.");
    }
}
