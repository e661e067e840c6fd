package org.meridian.testing;

import java.time.Instant;
import java.util.List;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Blocks;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Profile;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.schemas.Ids;

/** Facts and content of members, groups and who joins them, as the membership service writes them: just now, if not said. */
public final class MembershipFacts {

    private MembershipFacts() {}

    public static MemberRegistered registered(String memberId) {
        return MemberRegistered.newBuilder().setEventId(Ids.eventId()).setId(memberId).setVersion(1)
                .setOccurredAt(Instant.now()).setActorId(memberId).build();
    }

    public static Profile profile(String memberId, int version, String name) {
        return Profile.newBuilder().setId(memberId).setVersion(version).setDisplayName(name).build();
    }

    public static Account account(String memberId, int version, String email, String zone) {
        return Account.newBuilder().setId(memberId).setVersion(version).setEmail(email).setTimeZone(zone).build();
    }

    public static Blocks blocks(String memberId, int version, String... blocked) {
        return new Blocks(memberId, version, List.of(blocked));
    }

    /** International and listed, of whose posts mail may carry everything. */
    public static GroupCreated created(String groupId, String founderId, Joining joining) {
        return GroupCreated.newBuilder().setEventId(Ids.eventId()).setId(groupId).setVersion(1)
                .setOccurredAt(Instant.now()).setActorId(founderId).setScope(Scope.INTERNATIONAL)
                .setVisibility(Visibility.LISTED).setJoining(joining).setMail(MailContent.FULL).build();
    }

    /** Titles in mails, from now on. */
    public static GroupChanged changed(String groupId, String ownerId, int version, Visibility visibility) {
        return new GroupChanged(Ids.eventId(), groupId, version, Instant.now(), ownerId, Scope.INTERNATIONAL,
                visibility,
                Joining.OPEN, MailContent.TITLES, null);
    }

    public static Charter charter(String groupId, String name, String... approvedDomains) {
        return Charter.newBuilder().setId(groupId).setVersion(1).setName(name).setPurpose("To learn.")
                .setApprovedDomains(List.of(approvedDomains)).build();
    }

    /** A version of a membership that no request has led to. */
    public static MembershipGranted granted(String groupId, String memberId, int version, Role role) {
        return MembershipGranted.newBuilder().setEventId(Ids.eventId()).setId(Ids.derived(groupId, memberId))
                .setVersion(version).setOccurredAt(Instant.now()).setActorId(memberId).setGroupId(groupId)
                .setMemberId(memberId).setRole(role).build();
    }

    /** The first version of a membership, decided by a moderator, or by the group's rules where it is the member. */
    public static MembershipGranted granted(String groupId, String memberId, String requestId, String deciderId) {
        return MembershipGranted.newBuilder(granted(groupId, memberId, 1, Role.MEMBER)).setActorId(deciderId)
                .setRequestId(requestId).build();
    }

    public static MembershipEnded ended(String groupId, String memberId, int version, EndReason reason) {
        return MembershipEnded.newBuilder().setEventId(Ids.eventId()).setId(Ids.derived(groupId, memberId))
                .setVersion(version).setOccurredAt(Instant.now()).setActorId(memberId).setGroupId(groupId)
                .setMemberId(memberId).setReason(reason).build();
    }

    public static JoinRequested joinRequested(String requestId, String groupId, String memberId, Instant at) {
        return JoinRequested.newBuilder().setEventId(Ids.eventId()).setId(requestId).setVersion(1).setOccurredAt(at)
                .setActorId(memberId).setGroupId(groupId).setMemberId(memberId).build();
    }

    public static JoinWithdrawn joinWithdrawn(String requestId, String groupId, String memberId) {
        return JoinWithdrawn.newBuilder().setEventId(Ids.eventId()).setId(requestId).setVersion(2)
                .setOccurredAt(Instant.now()).setActorId(memberId).setGroupId(groupId).setMemberId(memberId).build();
    }

    public static JoinRefused joinRefused(String requestId, String groupId, String memberId, String deciderId) {
        return JoinRefused.newBuilder().setEventId(Ids.eventId()).setId(Ids.derived(groupId, requestId)).setVersion(1)
                .setOccurredAt(Instant.now()).setActorId(deciderId).setGroupId(groupId).setMemberId(memberId)
                .setRequestId(requestId).build();
    }

    /** @param version of the membership that is given up */
    public static LeaveRequested leaveRequested(String requestId, String groupId, String memberId, int version) {
        return LeaveRequested.newBuilder().setEventId(Ids.eventId()).setId(requestId).setVersion(1)
                .setOccurredAt(Instant.now()).setActorId(memberId).setGroupId(groupId).setMemberId(memberId)
                .setMembershipVersion(version).build();
    }
}
