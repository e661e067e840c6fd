package org.meridian.membership.joining;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.http.IdempotencyKeys;
import org.meridian.membership.groups.Group;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.joining.JoinDecider.Application;
import org.meridian.membership.joining.JoinRequest.State;
import org.meridian.membership.people.Members;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks a group's home, here or abroad, to take a member in. Asking twice is asking once. */
@Component
final class AskToJoin {

    private final EventLog log;
    private final Groups groups;
    private final Members members;
    private final Memberships memberships;
    private final Requests requests;
    private final IdempotencyKeys keys;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AskToJoin(@OfMembership EventLog log, Groups groups, Members members, Memberships memberships, Requests requests,
            @OfMembership IdempotencyKeys keys, @OfMembership Database database, Clock clock) {
        this.log = log;
        this.groups = groups;
        this.members = members;
        this.memberships = memberships;
        this.requests = requests;
        this.keys = keys;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /** Returns the request's id: a new one's, or that of the request that is pending or has made the caller a member. */
    String ask(String groupId, String memberId, Application application, @Nullable String key) {
        List<Object> request = List.of(groupId, application);
        return keys.given(memberId, key, request).orElseGet(() -> ask(groupId, memberId, application, key, request));
    }

    private String ask(String groupId, String memberId, Application application, @Nullable String key,
            List<Object> request) {
        Group group = groups.visible(groupId, memberId);
        JoinDecider.checkAnswerable(group, application);
        return Objects.requireNonNull(transaction.execute(status -> {
            requests.lockApplicant(memberId);
            Membership membership = memberships.find(groupId, memberId);
            return keys.once(memberId, key, request,
                    () -> standing(membership).orElseGet(() -> Ids.create(Ids.home(memberId))),
                    (id, alongside) -> append(id, membership, group, application, alongside));
        }));
    }

    /** Where somebody's mail is crosses a border only if the group's rules ask for it. */
    private @Nullable String domain(Membership membership, Group group) {
        String domain = members.emailDomain(membership.memberId());
        return domain != null && ApprovedDomains.askFor(group.charter().getApprovedDomains(), domain) ? domain : null;
    }

    private Optional<String> standing(Membership membership) {
        State state = membership instanceof Membership.Active ? State.GRANTED : State.PENDING;
        return requests.newest(membership.groupId(), membership.memberId(), state)
                .map(request -> request.asked().id());
    }

    private void append(String requestId, Membership membership, Group group, Application application,
            BulkStatement... alongside) {
        Optional<JoinRequest> before = requests.find(requestId);
        if (before.isPresent()) {
            JoinDecider.checkNothingIsLost(before.get(), application);
            log.append(List.of(), alongside);
            return;
        }
        JoinDecider.Request request = JoinDecider.ask(requestId, Ids.eventId(), membership, application,
                domain(membership, group), null, clock.instant());
        String home = Ids.home(membership.groupId());
        log.append(List.of(new Fact(Topics.requestsTo(home), request.fact()),
                new Content(Topics.answersTo(home), request.content())), alongside);
    }
}
