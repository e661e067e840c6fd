package org.meridian.membership.joining;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.meridian.calendar.Countries;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.membership.joining.JoinDecider.ByRule;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.joining.JoinRequest.Pending;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A group's home answers a request, by rule or by a moderator's decision. The request is locked, so that it is not granted and
 * refused at once.
 */
@Component
final class DecideRequest {

    private final String home;
    private final Countries countries;
    private final EventLog log;
    private final Memberships memberships;
    private final Requests requests;
    private final ReadRequest read;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DecideRequest(NodeSettings node, Countries countries, @OfMembership EventLog log, Memberships memberships,
            Requests requests,
            ReadRequest read,
            @OfMembership Database database, Clock clock) {
        this.home = node.node();
        this.countries = countries;
        this.log = log;
        this.memberships = memberships;
        this.requests = requests;
        this.read = read;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /** Grants what the group's rules grant; leaves the rest to the moderators. */
    void byRule(String requestId) {
        transaction.executeWithoutResult(status -> {
            requests.lock(requestId);
            if (requests.find(requestId).orElse(null) instanceof Pending pending) {
                requests.rules(pending.asked().groupId()).ifPresent(rules -> {
                    ByRule decision = JoinDecider.byRule(pending, rules, applicant(pending), clock.instant());
                    decision.granted().ifPresent(granted -> append(granted, pending));
                    decision.refused().ifPresent(this::append);
                });
            }
        });
    }

    void approve(String requestId, String moderatorId) {
        deciding(requestId, moderatorId, request -> JoinDecider
                .approve(request, moderator(request, moderatorId), home, this::countryName, applicant(request),
                        clock.instant())
                .ifPresent(granted -> append(granted, request)));
    }

    void refuse(String requestId, String moderatorId, String reason) {
        deciding(requestId, moderatorId, request -> JoinDecider
                .refuse(request, moderator(request, moderatorId), home, this::countryName, reason, clock.instant())
                .ifPresent(this::append));
    }

    /** Waits for a request that was made a moment ago before it takes the lock. */
    private void deciding(String requestId, String moderatorId, Consumer<JoinRequest> decision) {
        read.readable(requestId, moderatorId);
        transaction.executeWithoutResult(status -> {
            requests.lock(requestId);
            decision.accept(read.readable(requestId, moderatorId));
        });
    }

    private String countryName(String alias) {
        return countries.of(alias).name();
    }

    private Membership moderator(JoinRequest request, String moderatorId) {
        return memberships.find(request.asked().groupId(), moderatorId);
    }

    private Membership applicant(JoinRequest request) {
        return memberships.find(request.asked().groupId(), request.asked().memberId());
    }

    private void append(MembershipGranted granted, JoinRequest request) {
        Asked asked = request.asked();
        boolean domestic = requests.rules(asked.groupId()).map(JoinDecider.Rules::domestic).orElse(true);
        if (domestic && !Ids.home(asked.memberId()).equals(Ids.home(asked.groupId()))) {
            throw Refusal.notFound("join request"); // nobody of another country can know of this group
        }
        log.append(List.of(new Fact(Topics.membership(domestic), granted)));
    }

    private void append(JoinDecider.Refused refused) {
        String applicantsHome = Ids.home(refused.fact().getMemberId());
        log.append(List.of(new Fact(Topics.requestsTo(applicantsHome), refused.fact()),
                new Content(Topics.answersTo(applicantsHome), refused.content())));
    }
}
