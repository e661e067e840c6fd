package org.meridian.notifications.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.arrivals.Arrivals;
import org.meridian.notifications.atonce.AtOnceQueue;
import org.meridian.process.Worker;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Raises notices for this node's members from what has not been dealt with, and hands on what they want by mail at once.
 * Both are done in the transaction that marks it as dealt with. Mentions join here.
 */
@Component
final class RaiseNotices {

    /** What is older than this when anything first comes from a country, this one included, is history: no news to anybody. */
    static final Duration FIRST_CONTACT = Duration.ofMinutes(10);

    private static final Duration POLL = Duration.ofSeconds(1);

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema || '.notices'))";
    // As the outbox has it: a notice that has records parked is the operator's, and holds up no other.
    private static final String NOT_RAISED = """
            SELECT o.id FROM unnest(:ids) AS o(id)
            WHERE NOT EXISTS (SELECT FROM aggregate a WHERE a.id = o.id)
              AND NOT EXISTS (SELECT FROM parked p WHERE p.key = o.id)""";

    private final EventLog log;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Replies replies;
    private final PendingRequests requests;
    private final OverdueRequests overdue;
    private final ExpiringRegistrations expiring;
    private final TakenOut takenOut;
    private final AcceptedAnswers accepted;
    private final Decisions decisions;
    private final MembershipNews memberships;
    private final AtOnceQueue atOnce;
    private final Worker worker;

    RaiseNotices(@Notifications EventLog log, @Notifications Database database, Arrivals arrivals, Clock clock,
            Replies replies, PendingRequests requests, OverdueRequests overdue, ExpiringRegistrations expiring,
            TakenOut takenOut, AcceptedAnswers accepted, Decisions decisions,
            MembershipNews memberships, AtOnceQueue atOnce) {
        this.log = log;
        this.jdbc = database.client();
        this.transaction = database.transaction();
        this.clock = clock;
        this.replies = replies;
        this.requests = requests;
        this.overdue = overdue;
        this.expiring = expiring;
        this.takenOut = takenOut;
        this.accepted = accepted;
        this.decisions = decisions;
        this.memberships = memberships;
        this.atOnce = atOnce;
        this.worker = log.worker("notices", POLL, this::raise);
        log.afterEachBatch(worker::wake);
        arrivals.whenNumbered(worker::wake);
    }

    private void raise() {
        whileThereIsMore(this::ofArrivals);
        whileThereIsMore(this::ofDecisions);
        whileThereIsMore(this::ofMemberships);
        whileThereIsMore(this::ofRequests);
        whileThereIsMore(this::ofOverdue);
        whileThereIsMore(this::ofExpiring);
        whileThereIsMore(this::ofTakenOut);
        whileThereIsMore(this::ofAccepted);
    }

    /** Each step is a transaction of its own, one at a time in all processes. */
    private void whileThereIsMore(BooleanSupplier step) {
        boolean more = true;
        while (more && worker.isRunning()) {
            more = Boolean.TRUE.equals(transaction.execute(status -> {
                jdbc.sql(LOCK).query(row -> {});
                return step.getAsBoolean();
            }));
        }
    }

    private boolean ofArrivals() {
        Replies.Window window = replies.next();
        append(replies.occasions(window));
        atOnce.addArrivals(window.from(), window.to(), clock.instant());
        replies.looked(window);
        return window.isFull();
    }

    private boolean ofDecisions() {
        List<Decisions.Decided> decided = decisions.next();
        mail(append(decisions.occasions(decided)));
        decisions.announced(decided);
        return !decided.isEmpty();
    }

    private boolean ofMemberships() {
        List<MembershipNews.Decided> decided = memberships.next();
        mail(append(memberships.occasions(decided)));
        memberships.told(decided);
        return !decided.isEmpty();
    }

    private boolean ofRequests() {
        List<Occasion> raised = append(requests.occasions());
        mail(raised);
        return !raised.isEmpty();
    }

    private boolean ofOverdue() {
        OverdueRequests.Look look = overdue.look();
        mail(append(look.occasions()));
        return look.isFull();
    }

    private boolean ofExpiring() {
        List<Occasion> raised = append(expiring.look());
        mail(raised);
        return !raised.isEmpty();
    }

    /** In the app alone: whoever was removed was mailed that, and the others come to the group as before. */
    private boolean ofTakenOut() {
        return !append(takenOut.look()).isEmpty();
    }

    /** By mail at once only to those who want all of that group so, as with replies. */
    private boolean ofAccepted() {
        List<Occasion> raised = append(accepted.take());
        atOnce.addNoticesOfGroups(raised.stream().map(Occasion::noticeId).toList(), clock.instant());
        return false;
    }

    private void mail(List<Occasion> raised) {
        atOnce.addNotices(raised.stream().map(Occasion::noticeId).toList(), clock.instant());
    }

    /** Leaves out those that were raised before; returns the others. */
    private List<Occasion> append(List<Occasion> occasions) {
        Set<String> ids = new HashSet<>(jdbc.sql(NOT_RAISED)
                .param("ids", occasions.stream().map(Occasion::noticeId).toArray(String[]::new)).query(String.class)
                .list());
        List<Occasion> fresh = occasions.stream().filter(it -> ids.remove(it.noticeId())).toList();
        if (!fresh.isEmpty()) {
            Instant now = clock.instant();
            log.append(fresh.stream()
                    .map(it -> (Entry) new Fact(Topics.DOMESTIC_NOTIFICATIONS, it.raised(Ids.eventId(), now)))
                    .toList());
        }
        return fresh;
    }
}
