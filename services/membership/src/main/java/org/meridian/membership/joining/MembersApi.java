package org.meridian.membership.joining;

import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Cursor;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.joining.Memberships.Participant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A group's members over HTTP. */
@RestController
class MembersApi {

    record MemberPage(List<Participant> items, @Nullable String next) {}

    private final Groups groups;
    private final Memberships memberships;
    private final LeaveGroup leaveGroup;
    private final AcceptOffer acceptOffer;
    private final HomeDecisions homeDecisions;

    MembersApi(Groups groups, Memberships memberships, LeaveGroup leaveGroup, AcceptOffer acceptOffer,
            HomeDecisions homeDecisions) {
        this.groups = groups;
        this.memberships = memberships;
        this.leaveGroup = leaveGroup;
        this.acceptOffer = acceptOffer;
        this.homeDecisions = homeDecisions;
    }

    /**
     * A group's members, for its members.
     *
     * @param limit 1 to 100 members, those of longest standing first
     */
    @Refuses({"not-found", "members-only"})
    @GetMapping("/api/groups/{groupId}/members")
    MemberPage listMembers(Principal caller, @PathVariable String groupId, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        groups.ofMember(groupId, caller.getName());
        var page = listing.page(memberships.list(groupId, listing.after(), Listing.toRead(limit)), limit,
                last -> new Cursor(last.since(), last.memberId()));
        return new MemberPage(page.items(), page.next());
    }

    /** One member of a group, for its members. */
    @Refuses({"not-found", "members-only"})
    @GetMapping("/api/groups/{groupId}/members/{memberId}")
    Participant readGroupMember(Principal caller, @PathVariable String groupId, @PathVariable String memberId) {
        groups.ofMember(groupId, caller.getName());
        return memberships.read(groupId, memberId).orElseThrow(() -> Refusal.notFound("member"));
    }

    /** Accepts a membership that another country's group has granted and the caller has not asked for. */
    @Refuses({"not-found", "changed-meanwhile"})
    @PostMapping("/api/groups/{groupId}/members/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void acceptMembership(Principal caller, @PathVariable String groupId) {
        acceptOffer.accept(groupId, caller.getName());
    }

    /** Leaves a group, or declines a membership that was only offered. */
    @Refuses({"not-found", "last-owner", "changed-meanwhile"})
    @DeleteMapping("/api/groups/{groupId}/members/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leaveGroup(Principal caller, @PathVariable String groupId) {
        leaveGroup.leave(groupId, caller.getName());
        homeDecisions.onLeaving(groupId, caller.getName());
    }
}
