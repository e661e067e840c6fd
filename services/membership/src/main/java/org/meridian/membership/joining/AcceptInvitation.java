package org.meridian.membership.joining;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.membership.inviting.InvitationToken;
import org.meridian.membership.joining.JoinDecider.Application;
import org.meridian.membership.joining.JoinRequest.State;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks a group's home to take a member in by an invitation. Nothing is looked up of the group before, which may be a secret one:
 * whether the invitation holds, its home says.
 */
@Component
final class AcceptInvitation {

    /** Of one member, that nobody has answered. */
    static final int MOST = 20;

    private final NodeSettings node;
    private final EventLog log;
    private final Memberships memberships;
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AcceptInvitation(NodeSettings node, @OfMembership EventLog log, Memberships memberships, Requests requests,
            @OfMembership Database database, Clock clock) {
        this.node = node;
        this.log = log;
        this.memberships = memberships;
        this.requests = requests;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /**
     * Returns the request's id. Accepting twice is accepting once; a request without the invitation that waits still is taken back.
     *
     * @throws Refusal for what no country of the network can have made, and for a member
     */
    String accept(String text, String memberId) {
        InvitationToken token = InvitationToken.of(text).filter(it -> isKnown(Ids.home(it.groupId())))
                .filter(it -> isKnown(it.madeIn())).orElseThrow(() -> Refusal.notFound("invitation"));
        return Objects.requireNonNull(transaction.execute(status -> {
            requests.lockApplicant(memberId);
            Membership membership = memberships.find(token.groupId(), memberId);
            return asked(membership, token.proof()).orElseGet(() -> ask(membership, token));
        }));
    }

    private boolean isKnown(String alias) {
        return node.node().equals(alias) || node.peerAliases().contains(alias);
    }

    private Optional<String> asked(Membership membership, String proof) {
        return membership instanceof Membership.Active
                ? newest(membership, State.GRANTED).map(it -> it.asked().id())
                : newest(membership, State.PENDING).map(JoinRequest::asked)
                        .filter(asked -> proof.equals(asked.invitation())).map(JoinRequest.Asked::id);
    }

    private Optional<JoinRequest> newest(Membership membership, State state) {
        return requests.newest(membership.groupId(), membership.memberId(), state);
    }

    private String ask(Membership membership, InvitationToken token) {
        if (requests.acceptances(membership.memberId()) >= MOST) {
            throw Refusal.of(Refusal.Kind.TOO_MANY, "too-many-acceptances", "You have accepted " + MOST
                    + " invitations that nobody has answered yet. Wait for an answer, or take a request back.");
        }
        JoinDecider.Request request = JoinDecider.ask(Ids.create(node.node()), Ids.eventId(), membership,
                Application.NOTHING, null, token.proof(), clock.instant());
        String home = Ids.home(membership.groupId());
        List<Entry> entries = new ArrayList<>();
        newest(membership, State.PENDING)
                .flatMap(waiting -> JoinDecider.withdraw(waiting, Ids.eventId(), clock.instant()))
                .ifPresent(withdrawn -> entries.add(new Fact(Topics.requestsTo(home), withdrawn)));
        entries.add(new Fact(Topics.requestsTo(home), request.fact()));
        entries.add(new Content(Topics.answersTo(home), request.content()));
        log.append(entries);
        return request.fact().getId();
    }
}
