package org.meridian.membership.joining;

import java.time.Clock;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** An applicant takes a request back. */
@Component
final class WithdrawRequest {

    private final EventLog log;
    private final ReadRequest read;
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WithdrawRequest(@OfMembership EventLog log, ReadRequest read, Requests requests, @OfMembership Database database,
            Clock clock) {
        this.log = log;
        this.read = read;
        this.requests = requests;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    void withdraw(String requestId, String memberId) {
        read.own(requestId, memberId);
        transaction.executeWithoutResult(status -> {
            requests.lock(requestId);
            JoinRequest request = read.own(requestId, memberId);
            JoinDecider.withdraw(request, Ids.eventId(), clock.instant()).ifPresent(fact -> log
                    .append(List.of(new Fact(Topics.requestsTo(Ids.home(request.asked().groupId())), fact))));
        });
    }
}
