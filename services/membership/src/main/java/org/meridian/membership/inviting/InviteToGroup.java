package org.meridian.membership.inviting;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.http.IdempotencyKeys;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.inviting.InvitationDecider.Wish;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.signup.SignInLimits;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A moderator makes an invitation, of which the group's home is told, and ends one. */
@Component
final class InviteToGroup {

    private final String here;
    private final EventLog log;
    private final Groups groups;
    private final Invitations invitations;
    private final InvitationLinks links;
    private final SignInLimits limits;
    private final IdempotencyKeys keys;
    private final TransactionTemplate transaction;
    private final Clock clock;

    InviteToGroup(NodeSettings node, @OfMembership EventLog log, Groups groups, Invitations invitations,
            InvitationLinks links, SignInLimits limits, @OfMembership IdempotencyKeys keys,
            @OfMembership Database database, Clock clock) {
        this.here = node.node();
        this.log = log;
        this.groups = groups;
        this.invitations = invitations;
        this.links = links;
        this.limits = limits;
        this.keys = keys;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /**
     * Returns the invitation's id.
     *
     * @param request as it was sent, of which the wish is made
     */
    String invite(String groupId, String makerId, Wish wish, @Nullable String key, Object request) {
        groups.ofModerator(groupId, makerId).checkOpen();
        return keys.once(makerId, key, List.of(groupId, request), () -> Ids.create(here),
                (id, alongside) -> make(id, groupId, makerId, wish, alongside));
    }

    private void make(String id, String groupId, String makerId, Wish wish, BulkStatement... alongside) {
        if (wish.email() != null) {
            limits.invite(makerId, wish.email());
        }
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            append(id, groupId, makerId, wish, alongside);
        });
    }

    private void append(String id, String groupId, String makerId, Wish wish, BulkStatement... alongside) {
        InvitationToken token = InvitationToken.create(groupId, here);
        log.append(List.of(new Fact(Topics.requestsTo(Ids.home(groupId)), InvitationDecider.make(id, Ids.eventId(),
                makerId, token, wish, invitations.open(groupId, here, clock.instant()), clock.instant()))), alongside);
        links.keep(id, token, wish.expiresAt(), wish.email());
    }

    /**
     * Here, for those that were made here, and at the group's home for all; twice is once.
     *
     * @throws Refusal for who does not moderate the group, and for an invitation that is not known here
     */
    void end(String groupId, String invitationId, String actorId) {
        groups.ofModerator(groupId, actorId);
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            Invitation invitation = Optional.of(invitationId).filter(Ids::isPlain)
                    .flatMap(id -> invitations.find(groupId, id)).orElseThrow(() -> Refusal.notFound("invitation"));
            ended(invitation, actorId).ifPresent(ended -> log.append(List.of(ended)));
            links.delete(invitationId);
        });
    }

    private Optional<Fact> ended(Invitation invitation, String actorId) {
        String madeIn = Ids.home(invitation.id());
        return madeIn.equals(here)
                ? InvitationDecider.revoke(invitation, actorId, Ids.eventId(), clock.instant())
                        .map(revoked -> new Fact(Topics.requestsTo(Ids.home(invitation.groupId())), revoked))
                : InvitationDecider.close(invitation, actorId, Ids.eventId(), clock.instant())
                        .map(closed -> new Fact(Topics.requestsTo(madeIn), closed));
    }
}
