package org.meridian.membership.joining;

import java.time.Clock;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.joining.JoinRequest.Pending;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A group's home answers a request, by rule or by a moderator's word. The request is locked, so that it is not granted and
 * refused at once.
 */
final class DecideRequest {

    private final EventLog log;
    private final Memberships memberships;
    private final Requests requests;
    private final ReadRequest read;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DecideRequest(EventLog log, Memberships memberships, Requests requests, ReadRequest read,
            TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.memberships = memberships;
        this.requests = requests;
        this.read = read;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Grants what the group's rules grant; leaves the rest to the moderators. */
    void byRule(String requestId) {
        transaction.executeWithoutResult(status -> {
            requests.lock(requestId);
            if (requests.find(requestId).orElse(null) instanceof Pending pending) {
                requests.rules(pending.asked().groupId())
                        .flatMap(rules -> JoinDecider.byRule(pending, rules, membership(pending), clock.instant()))
                        .ifPresent(granted -> append(granted, pending));
            }
        });
    }

    void approve(String requestId, String moderatorId) {
        read.decidable(requestId, moderatorId);
        transaction.executeWithoutResult(status -> {
            requests.lock(requestId);
            switch (read.decidable(requestId, moderatorId)) {
                case Pending pending -> append(
                        JoinDecider.grant(pending, moderatorId, membership(pending), clock.instant()), pending);
                case JoinRequest.Granted done -> {
                }
                case JoinRequest.Refused refused -> throw decided("refused");
                case JoinRequest.Withdrawn withdrawn -> throw decided("withdrawn");
            }
        });
    }

    void refuse(String requestId, String moderatorId, String reason) {
        read.decidable(requestId, moderatorId);
        transaction.executeWithoutResult(status -> {
            requests.lock(requestId);
            switch (read.decidable(requestId, moderatorId)) {
                case Pending pending -> append(JoinDecider.refuse(pending, moderatorId, reason, clock.instant()));
                case JoinRequest.Refused done -> {
                }
                case JoinRequest.Granted granted -> throw decided("granted");
                case JoinRequest.Withdrawn withdrawn -> throw decided("withdrawn");
            }
        });
    }

    private Membership membership(Pending pending) {
        Asked asked = pending.asked();
        return memberships.find(asked.groupId(), asked.memberId());
    }

    private void append(MembershipGranted granted, Pending pending) {
        boolean domestic = requests.rules(pending.asked().groupId()).map(JoinDecider.Rules::domestic).orElse(true);
        if (domestic && !Ids.home(pending.asked().memberId()).equals(Ids.home(pending.asked().groupId()))) {
            throw Refusal.notFound("join request"); // nobody of another country can know of this group
        }
        log.append(List.of(new Fact(Topics.membership(domestic), granted)));
    }

    private void append(JoinDecider.Refusal refusal) {
        String applicantsHome = Ids.home(refusal.fact().getMemberId());
        log.append(List.of(new Fact(Topics.requestsTo(applicantsHome), refusal.fact()),
                new Content(Topics.answersTo(applicantsHome), refusal.content())));
    }

    private static Refusal decided(String how) {
        return Refusal.conflict("already-decided", "This request was " + how + " already.");
    }
}
