package org.meridian.membership.signup;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.Profile;
import org.meridian.membership.people.Members;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.signup.SignInCodes.Guess;
import org.meridian.membership.signup.SignInLinks.Opened;
import org.meridian.membership.signup.SignInLinks.Visitor;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a mailed token or code for its member; who proves an address for the first time becomes a member by it. */
@Component
final class OpenSession {

    /** Who has the mailbox. */
    record Proved(String memberId, String email) {}

    private final String home;
    private final EventLog log;
    private final SignInLinks links;
    private final SignInCodes codes;
    private final Members members;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OpenSession(NodeSettings node, @OfMembership EventLog log, SignInLinks links, SignInCodes codes,
            Members members, @OfMembership Database database, Clock clock) {
        this.home = node.node();
        this.log = log;
        this.links = links;
        this.codes = codes;
        this.members = members;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /**
     * The token is used up and the member is there, or neither. The address is locked: of two pending sign-ups with it one
     * makes the member, the other signs in.
     *
     * @throws Refusal for a token that is unknown, expired or used
     */
    Proved open(String token) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Opened opened = links.open(token).orElseThrow(OpenSession::notValid);
            links.lock(opened.email());
            return proved(opened);
        }));
    }

    /**
     * The same with a code, typed where it was asked for. What refuses it does so after the transaction, since the guess
     * counts.
     *
     * @throws Refusal for a code that is wrong, and for an attempt that is unknown, expired, used or guessed at too often
     */
    Proved open(String attempt, String code) {
        Supplier<Proved> answer = transaction.execute(status -> switch (codes.guess(attempt, code)) {
            case Guess.Right(Opened opened) -> {
                Proved proved = proved(opened);
                yield () -> proved;
            }
            case Guess.Wrong(int triesLeft) -> () -> {
                throw wrong(triesLeft);
            };
            case Guess.Useless() -> () -> {
                throw useless();
            };
            case Guess.Barred() -> () -> {
                throw tooMany();
            };
        });
        return Objects.requireNonNull(answer).get();
    }

    private Proved proved(Opened opened) {
        Optional<String> known = members.idOf(opened.email());
        return new Proved(known.orElseGet(() -> register(opened.email(), opened.visitor())), opened.email());
    }

    private String register(String email, @Nullable Visitor visitor) {
        if (visitor == null) {
            throw notValid();
        }
        String id = Ids.create(home);
        var registered = new MemberRegistered(Ids.eventId(), id, 1, Ids.occurredAt(clock.instant(), Instant.EPOCH), id);
        var profile = Profile.newBuilder().setId(id).setVersion(1).setDisplayName(visitor.displayName())
                .setProfession(visitor.profession()).setOrganisation(visitor.organisation())
                .setExpertise(visitor.expertise()).build();
        var account = Account.newBuilder().setId(id).setVersion(1).setEmail(email)
                .setTimeZone(visitor.timeZone()).build();
        log.append(List.of(new Fact(Topics.SHARED_MEMBERSHIP, registered), new Content(Topics.SHARED_PROFILES, profile),
                new Content(Topics.DOMESTIC_ACCOUNTS, account)));
        return id;
    }

    private static Refusal notValid() {
        return Refusal.of(Refusal.Kind.UNAUTHENTICATED, "link-not-valid",
                "This link has expired or was used already. Ask for a new one with POST /api/sign-in.");
    }

    private static Refusal wrong(int triesLeft) {
        return triesLeft == 0
                ? useless()
                : Refusal.of(Refusal.Kind.UNAUTHENTICATED, "code-wrong", "This is not the code of the newest mail. "
                        + (triesLeft == 1 ? "One try is left." : triesLeft + " tries are left."));
    }

    private static Refusal useless() {
        return Refusal.of(Refusal.Kind.UNAUTHENTICATED, "code-not-valid",
                "This code has expired, was used already, or was"
                        + " tried too often. Ask for a new one with POST /api/sign-in.");
    }

    private static Refusal tooMany() {
        return Refusal.of(Refusal.Kind.TOO_MANY, "too-many-codes",
                "Too many wrong codes were tried in the last day. Follow the link in the mail instead.");
    }
}
