package org.meridian.membership.joining;

import java.time.Clock;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.joining.JoinDecider.Application;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A member accepts what another country's group has offered: by asking for it. It holds here at once. */
@Component
final class AcceptOffer {

    private final EventLog log;
    private final Groups groups;
    private final Memberships memberships;
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AcceptOffer(@OfMembership EventLog log, Groups groups, Memberships memberships, Requests requests,
            @OfMembership Database database, Clock clock) {
        this.log = log;
        this.groups = groups;
        this.memberships = memberships;
        this.requests = requests;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /**
     * Accepting twice is accepting once.
     *
     * @throws Refusal for who has been offered nothing
     */
    void accept(String groupId, String memberId) {
        groups.visible(groupId, memberId);
        transaction.executeWithoutResult(status -> {
            requests.lockApplicant(memberId);
            switch (memberships.find(groupId, memberId)) {
                case Membership.Offered offer -> append(offer);
                case Membership.Active accepted -> {
                }
                case Membership.None none -> throw Refusal.notFound("membership");
                case Membership.Leaving leaver -> throw Refusal.notFound("membership");
            }
        });
    }

    private void append(Membership.Offered offer) {
        String home = Ids.home(offer.groupId());
        JoinDecider.Request request = JoinDecider.ask(Ids.create(Ids.home(offer.memberId())), Ids.eventId(), offer,
                Application.NOTHING, null, null, clock.instant());
        log.append(List.of(new Fact(Topics.requestsTo(home), request.fact()),
                new Content(Topics.answersTo(home), request.content())));
    }
}
