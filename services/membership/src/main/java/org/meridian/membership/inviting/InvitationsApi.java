package org.meridian.membership.inviting;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Role;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.groups.Group;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.inviting.Invitation.State;
import org.meridian.membership.inviting.InvitationDecider.Wish;
import org.meridian.membership.inviting.InvitationLinks.Link;
import org.meridian.membership.signup.EmailAddress;
import org.meridian.schemas.Ids;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations over HTTP. */
@RestController
class InvitationsApi {

    private static final Duration USUAL = Duration.ofDays(14);

    /**
     * An invitation that is to be made.
     *
     * @param expiresAt until when it holds, 90 days at the most; two weeks when it is left out
     * @param uses      how many can come in by it, 1 to 500; one when it is left out
     * @param role      what they come in as, {@code member} when it is left out
     * @param email     to whom it is mailed, for one use; the address is forgotten when the mail is sent
     */
    record NewInvitation(@Schema(format = "date-time") @Nullable String expiresAt, @Nullable Integer uses,
            @Schema(allowableValues = {"member", "observer"}) @Nullable String role, @Nullable String email){}

    /**
     * An invitation, as the group's moderators see it.
     *
     * @param token what stands in its link; null for one of another country or by mail, and once it holds no more
     */
    record InvitationView(String id, String groupId, @Schema(implementation = State.class) String state,
            @Schema(implementation = Role.class) String role, int uses, int used, Instant madeAt, Instant expiresAt,
            String madeBy, @Nullable String displayName, boolean byMail, @Nullable String token) {

        static InvitationView of(Invitation it, @Nullable Link link, Instant now) {
            State state = it.state(now);
            boolean byMail = link != null && link.byMail();
            return new InvitationView(it.id(), it.groupId(), Fields.apiName(state), Fields.apiName(it.role()),
                    it.uses(),
                    it.used(), it.madeAt(), it.expiresAt(), it.makerId(), it.makerName(), byMail,
                    link == null || byMail || state != State.OPEN ? null : link.token());
        }
    }

    record InvitationPage(List<InvitationView> items, @Nullable String next) {}

    /**
     * What somebody who holds a link reads.
     *
     * @param home the country of the group
     * @param group its name; null where this node cannot tell that the invitation holds
     */
    record InvitationFace(String groupId, String home, @Nullable String group, @Nullable String purpose,
            @Schema(implementation = Role.class) @Nullable String role, @Nullable Instant expiresAt) {}

    private final Groups groups;
    private final Invitations invitations;
    private final InvitationLinks links;
    private final InviteToGroup invite;
    private final Clock clock;

    InvitationsApi(Groups groups, Invitations invitations, InvitationLinks links, InviteToGroup invite,
            Clock clock) {
        this.groups = groups;
        this.invitations = invitations;
        this.links = links;
        this.invite = invite;
        this.clock = clock;
    }

    /** Makes an invitation to a group, which is a link; for the group's moderators in every country. */
    @Refuses({"not-found", "moderators-only", "group-closed", "too-many-invitations", "too-many-mails",
            "changed-meanwhile"})
    @PostMapping("/api/groups/{groupId}/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    InvitationView makeInvitation(Principal caller, @PathVariable String groupId,
            @RequestBody(required = false) @Nullable NewInvitation request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        NewInvitation wished = request == null ? new NewInvitation(null, null, null, null) : request;
        Wish wish = checked(wished);
        String id = invite.invite(groupId, caller.getName(), wish, key, wished);
        return InvitationView.of(invitations.find(groupId, id).orElseThrow(), links.of(id).orElse(null),
                clock.instant());
    }

    /**
     * The invitations to a group that are known here: at its home all of them, elsewhere those that were made here.
     *
     * @param limit 1 to 100 invitations, newest first
     */
    @Refuses({"not-found", "moderators-only"})
    @GetMapping("/api/groups/{groupId}/invitations")
    InvitationPage listInvitations(Principal caller, @PathVariable String groupId, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        groups.ofModerator(groupId, caller.getName());
        var page = listing.page(invitations.list(groupId, listing.after(), Listing.toRead(limit)), limit,
                last -> new Cursor(last.madeAt(), last.id()));
        Map<String, Link> known = links.of(page.items().stream().map(Invitation::id).toList());
        return new InvitationPage(page.items().stream()
                .map(it -> InvitationView.of(it, known.get(it.id()), clock.instant())).toList(), page.next());
    }

    /** Ends an invitation: nobody comes in by it any more. */
    @Refuses({"not-found", "moderators-only", "changed-meanwhile"})
    @DeleteMapping("/api/groups/{groupId}/invitations/{invitationId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endInvitation(Principal caller, @PathVariable String groupId, @PathVariable String invitationId) {
        invite.end(groupId, invitationId, caller.getName());
    }

    /** What a link leads to, for whoever holds it. Of one that does not hold, and of one that is not known here, it says nothing more than the link. */
    @Refuses("not-found")
    @GetMapping("/api/invitations/{token}")
    InvitationFace readInvitation(@PathVariable String token) {
        InvitationToken held = InvitationToken.of(token).orElseThrow(() -> Refusal.notFound("invitation"));
        Optional<Invitation> open = invitations.proved(held.groupId(), held.proof())
                .filter(it -> it.state(clock.instant()) == State.OPEN);
        Optional<Group> group = open.flatMap(it -> groups.known(it.groupId()));
        return new InvitationFace(held.groupId(), Ids.home(held.groupId()),
                group.map(it -> it.charter().getName()).orElse(null),
                group.map(it -> it.charter().getPurpose()).orElse(null),
                group.isPresent() ? Fields.apiName(open.orElseThrow().role()) : null,
                group.isPresent() ? open.orElseThrow().expiresAt() : null);
    }

    private Wish checked(NewInvitation request) {
        Fields fields = new Fields();
        Instant now = clock.instant();
        Instant given = fields.time("expiresAt", request.expiresAt());
        Instant expires = given == null ? now.plus(USUAL) : given;
        if (!expires.isAfter(now) || expires.isAfter(now.plus(Invitation.LONGEST))) {
            fields.reject("expiresAt", "lifetime", "An invitation holds for "
                    + Invitation.LONGEST.toDays() + " days at the most; give a time until then.",
                    (int) Invitation.LONGEST.toDays());
        }
        int uses = request.uses() == null ? 1 : request.uses();
        if (uses < 1 || uses > Invitation.MOST_USES) {
            fields.reject("uses", "uses", "Let 1 to " + Invitation.MOST_USES + " people in by one invitation.",
                    Invitation.MOST_USES);
        }
        Role role = request.role() == null ? Role.MEMBER : fields.choice("role", request.role(), Role.class);
        if (!Invitation.ROLES.contains(role)) {
            fields.reject("role", "invited-role",
                    "One is invited as a member or an observer; an owner gives other roles.");
        }
        String email = request.email() == null || request.email().isBlank()
                ? null
                : EmailAddress.checked(fields, request.email());
        if (email != null && uses > 1) {
            fields.reject("uses", "one-by-mail", "An invitation by mail is for one person; leave uses out.");
        }
        fields.check();
        return new Wish(role, uses, expires, email);
    }
}
