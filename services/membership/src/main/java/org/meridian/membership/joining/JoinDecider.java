package org.meridian.membership.joining;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RefusalReason;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Visibility;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.joining.JoinRequest.Pending;
import org.meridian.schemas.Ids;

/**
 * The rules of joining. The id of a decision's event is derived from the request's, so that it is given once: whoever
 * decides again writes the same fact, not a second one.
 */
final class JoinDecider {

    /** How a group takes its members. */
    record Rules(boolean domestic, Visibility visibility, Joining joining, List<String> approvedDomains) {}

    /** What an applicant wrote, and the domain of the address that the applicant's node has proved. */
    record Application(@Nullable String note, List<String> answers, @Nullable String emailDomain) {}

    record Request(JoinRequested fact, JoinAnswers content) {}

    record Refusal(JoinRefused fact, RefusalReason content) {}

    private JoinDecider() {}

    static Request ask(String requestId, UUID eventId, Membership.None outsider, Application application, Instant now) {
        return request(requestId, eventId, outsider.groupId(), outsider.memberId(), application, now);
    }

    /** Who has left may ask again, before the group's home has taken notice too. */
    static Request ask(String requestId, UUID eventId, Membership.Leaving leaver, Application application,
            Instant now) {
        return request(requestId, eventId, leaver.groupId(), leaver.memberId(), application, now);
    }

    private static Request request(String requestId, UUID eventId, String groupId, String memberId,
            Application application, Instant now) {
        return new Request(
                new JoinRequested(eventId, requestId, 1, Ids.occurredAt(now, Instant.EPOCH), memberId, groupId,
                        memberId),
                new JoinAnswers(requestId, 1, application.note(), application.answers(), application.emailDomain()));
    }

    static JoinWithdrawn withdraw(Pending request, UUID eventId, Instant now) {
        Asked asked = request.asked();
        return new JoinWithdrawn(eventId, asked.id(), 2, Ids.occurredAt(now, asked.at()), asked.memberId(),
                asked.groupId(),
                asked.memberId());
    }

    /** What the group's home decides by itself; empty where it is for the moderators. */
    static Optional<MembershipGranted> byRule(Pending request, Rules rules, Membership membership, Instant now) {
        Asked asked = request.asked();
        boolean mayAsk = rules.visibility() == Visibility.LISTED || rules.visibility() == Visibility.UNLISTED;
        boolean reachable = !rules.domestic() || Ids.home(asked.memberId()).equals(Ids.home(asked.groupId()));
        boolean granted = switch (rules.joining()) {
            case OPEN -> true;
            case APPROVAL -> asked.emailDomain() != null && rules.approvedDomains().contains(asked.emailDomain());
            case INVITATION, UNKNOWN -> false;
        };
        return mayAsk && reachable && granted
                ? Optional.of(grant(request, asked.memberId(), membership, now))
                : Optional.empty();
    }

    /** Whoever is a member already, by an earlier request, keeps the role; the request has its answer all the same. */
    static MembershipGranted grant(Pending request, String actorId, Membership membership, Instant now) {
        Asked asked = request.asked();
        Role role = membership instanceof Membership.Active active ? active.role() : Role.MEMBER;
        return new MembershipGranted(decisionId("granted", asked), Ids.derived(asked.groupId(), asked.memberId()),
                membership.version() + 1, Ids.occurredAt(now, membership.since()), actorId, asked.groupId(),
                asked.memberId(),
                role, asked.id());
    }

    static Refusal refuse(Pending request, String actorId, String reason, Instant now) {
        Asked asked = request.asked();
        String id = Ids.derived(asked.groupId(), asked.id());
        return new Refusal(
                new JoinRefused(decisionId("refused", asked), id, 1, Ids.occurredAt(now, Instant.EPOCH), actorId,
                        asked.groupId(),
                        asked.memberId(), asked.id()),
                new RefusalReason(id, 1, reason));
    }

    private static UUID decisionId(String decision, Asked asked) {
        return UUID.nameUUIDFromBytes((decision + " " + Ids.derived(asked.groupId(), asked.id()))
                .getBytes(StandardCharsets.UTF_8));
    }
}
