package org.meridian.eventlog.event;

import java.util.List;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Scope;
import org.meridian.events.notifications.DigestSent;
import org.meridian.events.notifications.NoticeRaised;
import org.meridian.events.notifications.NoticeRead;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;

/**
 * Rule 6: for whom a record speaks. Only their own home may write it; it is the contract's business and not a service's,
 * since every service that reads a record must judge it alike.
 */
final class Provenance {

    /** No node's home: a record that contradicts itself is nobody's. */
    private static final String NOBODY = "";

    private Provenance() {}

    static List<String> of(Entry entry) {
        if (!Ids.isWellFormed(entry.id())) {
            return List.of(NOBODY);
        }
        return switch (entry.body()) {
            case GroupCreated created -> List.of(created.getActorId(), scoped(entry, created));
            case MembershipGranted granted -> List.of(granted.getGroupId(),
                    derived(entry, granted.getGroupId(), granted.getMemberId()));
            case MembershipEnded ended -> List.of(ended.getGroupId(),
                    derived(entry, ended.getGroupId(), ended.getMemberId()));
            case JoinRefused refused -> List.of(refused.getGroupId(),
                    derived(entry, refused.getGroupId(), refused.getRequestId()));
            // A request is asked once and withdrawn once; another version would speak of a second one under its name.
            case JoinRequested requested -> List.of(requested.getMemberId(), is(entry, 1));
            case JoinWithdrawn withdrawn -> List.of(withdrawn.getMemberId(), is(entry, 2));
            case LeaveRequested leaving -> List.of(leaving.getMemberId(), is(entry, 1));
            case PostPublished published -> List.of(published.getActorId());
            case ReplyPublished published -> List.of(published.getActorId());
            case PostWithdrawn withdrawn -> List.of(withdrawn.getActorId());
            case NoticeRaised raised -> List.of(raised.getMemberId(),
                    derived(entry, raised.getMemberId(), raised.getSubjectId()));
            case NoticeRead read -> List.of(read.getActorId());
            case DigestSent sent -> List.of(sent.getActorId());
            default -> List.of();
        };
    }

    private static String is(Entry entry, int version) {
        return entry.version() == version ? entry.id() : NOBODY;
    }

    private static String derived(Entry entry, String owner, String other) {
        return entry.id().equals(Ids.derived(owner, other)) ? entry.id() : NOBODY;
    }

    /** A domestic group's facts are in domestic topics, and no other group's are. */
    private static String scoped(Entry entry, GroupCreated created) {
        boolean domestic = entry.topic().equals(Topics.membership(true));
        return domestic == (created.getScope() == Scope.DOMESTIC) ? entry.id() : NOBODY;
    }
}
