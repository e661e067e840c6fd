package org.meridian.membership.joining;

import java.time.Clock;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.transaction.support.TransactionTemplate;

/** An applicant takes a request back. */
final class WithdrawRequest {

    private final EventLog log;
    private final ReadRequest read;
    private final Requests requests;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WithdrawRequest(EventLog log, ReadRequest read, Requests requests, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.read = read;
        this.requests = requests;
        this.transaction = transaction;
        this.clock = clock;
    }

    void withdraw(String requestId, String memberId) {
        read.own(requestId, memberId);
        transaction.executeWithoutResult(status -> {
            requests.lock(requestId);
            switch (read.own(requestId, memberId)) {
                case JoinRequest.Pending pending -> log.append(
                        List.of(new Fact(Topics.requestsTo(Ids.home(pending.asked().groupId())),
                                JoinDecider.withdraw(pending, Ids.eventId(), clock.instant()))));
                case JoinRequest.Withdrawn done -> {
                }
                case JoinRequest.Granted granted -> throw Refusal.conflict("already-decided",
                        "The request was granted. You can leave the group instead.");
                case JoinRequest.Refused refused -> throw Refusal.conflict("already-decided",
                        "The request was refused; there is nothing left to withdraw.");
            }
        });
    }
}
