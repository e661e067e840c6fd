package org.meridian.posts.members;

import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.posts.members.Participation.Outsider;
import org.meridian.posts.members.Participation.Participant;
import org.meridian.schemas.Ids;

/** Lets those pass who take part in a group. */
public final class Memberships {

    private final EventLog log;
    private final MembershipTable table;

    public Memberships(EventLog log, MembershipTable table) {
        this.log = log;
        this.table = table;
    }

    /**
     * The caller's part in the group. Before it refuses, it gives this service time to learn of a membership that was
     * granted a moment ago; the same for what is missing and what is secret.
     *
     * @throws Refusal 404, or 403 where the group is not secret
     */
    public Participant participant(String groupId, String memberId) {
        return switch (participation(groupId, memberId)) {
            case Participant participant -> participant;
            case Outsider(boolean mayKnow) when mayKnow -> throw Refusal.forbidden("not-a-member",
                    "Only members read and write here. Ask to join the group first.");
            case Outsider ignored -> throw Refusal.notFound("group");
        };
    }

    private Participation participation(String groupId, String memberId) {
        if (!Ids.isPlain(groupId)) {
            return new Outsider(false);
        }
        return log.find(() -> table.find(groupId, memberId).filter(Participant.class::isInstance))
                .or(() -> table.find(groupId, memberId)).orElse(new Outsider(false));
    }
}
