package org.meridian.membership.joining;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.Joining;
import org.meridian.http.Fields;
import org.meridian.http.IdempotencyKeys;
import org.meridian.membership.groups.Group;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.joining.JoinDecider.Application;
import org.meridian.membership.people.Members;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks a group's home, here or abroad, to take a member in. Asking twice is asking once. */
final class AskToJoin {

    /** What an applicant wrote, checked for form. */
    record Letter(@Nullable String note, List<String> answers) {}

    private final EventLog log;
    private final Groups groups;
    private final Members members;
    private final Memberships memberships;
    private final Requests requests;
    private final IdempotencyKeys keys;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AskToJoin(EventLog log, Groups groups, Members members, Memberships memberships, Requests requests,
            IdempotencyKeys keys, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.groups = groups;
        this.members = members;
        this.memberships = memberships;
        this.requests = requests;
        this.keys = keys;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Returns the request's id: a new one's, or that of the request that is pending or has made the caller a member. */
    String ask(String groupId, String memberId, Letter letter, @Nullable String key) {
        List<Object> request = List.of(groupId, letter);
        return keys.given(memberId, key, request).orElseGet(() -> ask(groupId, memberId, letter, key, request));
    }

    private String ask(String groupId, String memberId, Letter letter, @Nullable String key, List<Object> request) {
        Group group = groups.visible(groupId, memberId);
        checkAnswerable(group, letter);
        return Objects.requireNonNull(transaction.execute(status -> {
            requests.lockApplicant(memberId);
            Membership membership = memberships.find(groupId, memberId);
            return keys.once(memberId, key, request,
                    () -> standing(membership).orElseGet(() -> Ids.create(Ids.home(memberId))),
                    (id, alongside) -> append(id, membership, group, letter, alongside));
        }));
    }

    /** Where somebody's mail is crosses a border only if the group's rules ask for it. */
    private @Nullable String domain(Membership membership, Group group) {
        String domain = members.emailDomain(membership.memberId());
        return domain != null && group.charter().getApprovedDomains().contains(domain) ? domain : null;
    }

    private static void checkAnswerable(Group group, Letter letter) {
        if (group.myRole() == null && group.joining() != Joining.OPEN && group.joining() != Joining.APPROVAL) {
            throw Refusal.forbidden("by-invitation-only",
                    "This group takes members by invitation. Ask one of them for it.");
        }
        if (letter.answers().size() > group.questions().size()) {
            throw Refusal.fields(List.of(new Refusal.FieldError("answers",
                    "The group asks " + group.questions().size() + " questions; give one answer to each.")));
        }
    }

    private static void checkNothingIsLost(JoinRequest before, Letter letter) {
        boolean saysNothing = letter.note() == null && letter.answers().isEmpty();
        if (before instanceof JoinRequest.Pending(JoinRequest.Asked asked) && !saysNothing
                && !letter.equals(new Letter(asked.note(), asked.answers()))) {
            throw Refusal.conflict("asked-already", "You have asked already, with other words, and the"
                    + " group has not decided yet. Withdraw that request first, then ask with these.");
        }
    }

    private Optional<String> standing(Membership membership) {
        String state = membership instanceof Membership.Active ? "granted" : "pending";
        return requests.newest(membership.groupId(), membership.memberId(), state)
                .map(request -> request.asked().id());
    }

    private void append(String requestId, Membership membership, Group group, Letter letter,
            BulkStatement... alongside) {
        Optional<JoinRequest> before = requests.find(requestId);
        if (before.isPresent()) {
            checkNothingIsLost(before.get(), letter);
            log.append(List.of(), alongside);
            return;
        }
        var application = new Application(letter.note(), letter.answers(), domain(membership, group));
        JoinDecider.Request request = switch (membership) {
            case Membership.None outsider -> JoinDecider.ask(requestId, Ids.eventId(), outsider, application,
                    clock.instant());
            case Membership.Leaving leaver -> JoinDecider.ask(requestId, Ids.eventId(), leaver, application,
                    clock.instant());
            case Membership.Active member -> throw Refusal.conflict("already-a-member",
                    "You are in this group already, as " + Fields.apiName(member.role()) + ".");
        };
        String home = Ids.home(membership.groupId());
        log.append(List.of(new Fact(Topics.requestsTo(home), request.fact()),
                new Content(Topics.answersTo(home), request.content())), alongside);
    }
}
