package org.meridian.membership.moderating;

import static java.util.Objects.requireNonNull;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.Role;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.joining.Registration;
import org.meridian.membership.moderating.Bans.Ban;
import org.meridian.membership.moderating.Change.LiftedBan;
import org.meridian.membership.moderating.Change.NewRegistration;
import org.meridian.membership.moderating.Change.NewRole;
import org.meridian.membership.moderating.Change.Removal;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.registers.Register;
import org.meridian.membership.registers.Registers;
import org.meridian.schemas.Ids;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Roles, removals and bans over HTTP. Lengths are in characters. */
@RestController
class ModerationApi {

    private static final int REASON = 2_000;
    private static final Duration LONGEST_BAN = Duration.ofDays(3_653);

    /** @param version of the membership as the caller read it; any when it is left out */
    record NewRoleRequest(@Schema(requiredMode = REQUIRED, implementation = Role.class) @Nullable String role,
            @Nullable Integer version) {}

    /**
     * A registration that a moderator has found.
     *
     * @param register   as {@code GET /api/registers} has it
     * @param checkedOn  the day on which they looked
     * @param validUntil the last day on which it is valid, ten years ahead at the most
     */
    record NewRegistrationRequest(@Schema(requiredMode = REQUIRED) @Nullable String register,
            @Schema(requiredMode = REQUIRED, format = "date") @Nullable String checkedOn,
            @Schema(requiredMode = REQUIRED, format = "date") @Nullable String validUntil,
            @Nullable Integer version) {}

    /**
     * Why a member is removed.
     *
     * @param banUntil until when they cannot ask to join again, ten years at the most; at once when it is left out
     */
    record RemovalRequest(@Nullable String reason,
            @Schema(format = "date-time") @Nullable String banUntil, @Nullable Integer version) {}

    /**
     * What became of a change.
     *
     * @param id of the wish that is on its way to the group's home; null where it was done at once
     * @param reason why it was refused
     */
    record MembershipChangeView(@Nullable String id, @Schema(implementation = Wish.State.class) String state,
            String groupId,
            String memberId, @Schema(implementation = ChangeOutcome.class) @Nullable String reason,
            @Nullable Instant requestedAt, @Nullable Instant decidedAt) {

        static MembershipChangeView of(Wish wish) {
            ChangeOutcome outcome = wish.outcome();
            return new MembershipChangeView(wish.id(), Fields.apiName(wish.state()), wish.groupId(), wish.memberId(),
                    outcome == null || outcome == ChangeOutcome.DONE ? null : Fields.apiName(outcome),
                    wish.requestedAt(), wish.decidedAt());
        }
    }

    record BanPage(List<Ban> items, @Nullable String next) {}

    private final EventLog log;
    private final Groups groups;
    private final Wishes wishes;
    private final Bans bans;
    private final ChangeMembership changes;
    private final Registers registers;
    private final Countries countries;
    private final Clock clock;

    ModerationApi(@OfMembership EventLog log, Groups groups, Wishes wishes, Bans bans, ChangeMembership changes,
            Registers registers, Countries countries, Clock clock) {
        this.log = log;
        this.groups = groups;
        this.wishes = wishes;
        this.bans = bans;
        this.changes = changes;
        this.registers = registers;
        this.countries = countries;
        this.clock = clock;
    }

    /** Gives a member another role; for owners. From another country it is a wish, which the group's home carries out. */
    @Refuses({"not-found", "moderators-only", "owners-only", "last-owner", "membership-changed", "changed-meanwhile"})
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "202")
    @PutMapping("/api/groups/{groupId}/members/{memberId}/role")
    ResponseEntity<MembershipChangeView> changeRole(Principal caller, @PathVariable String groupId,
            @PathVariable String memberId, @RequestBody NewRoleRequest request) {
        Fields fields = new Fields();
        Role role = fields.choice("role", request.role(), Role.class);
        fields.check();
        return change(groupId, memberId, caller, new NewRole(role), request.version());
    }

    /** Says that a member is in a register of practitioners; for moderators, about others. From another country it is a wish, which the group's home carries out. */
    @Refuses({"not-found", "moderators-only", "another-looks", "membership-changed", "changed-meanwhile"})
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "202")
    @PutMapping("/api/groups/{groupId}/members/{memberId}/registration")
    ResponseEntity<MembershipChangeView> changeRegistration(Principal caller, @PathVariable String groupId,
            @PathVariable String memberId, @RequestBody NewRegistrationRequest request) {
        return change(groupId, memberId, caller, new NewRegistration(registration(request)), request.version());
    }

    /** Says that a member's registration is none, or none any more; for moderators. From another country it is a wish, which the group's home carries out. */
    @Refuses({"not-found", "moderators-only", "membership-changed", "changed-meanwhile"})
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "202")
    @DeleteMapping("/api/groups/{groupId}/members/{memberId}/registration")
    ResponseEntity<MembershipChangeView> endRegistration(Principal caller, @PathVariable String groupId,
            @PathVariable String memberId) {
        return change(groupId, memberId, caller, new NewRegistration(null), null);
    }

    /** Valid to the end of its last day in the country that the register is of. */
    private Registration registration(NewRegistrationRequest request) {
        Fields fields = new Fields();
        Register register = Optional.ofNullable(request.register()).flatMap(registers::find).orElse(null);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1); // it is tomorrow somewhere
        LocalDate checkedOn = fields.date("checkedOn", request.checkedOn());
        LocalDate last = fields.date("validUntil", request.validUntil());
        if (register == null) {
            fields.reject("register", "register", "Name a register that GET /api/registers has.");
        }
        if (checkedOn != null && (checkedOn.isAfter(today) || checkedOn.isBefore(today.minusYears(1)))) {
            fields.reject("checkedOn", "checked-on", "Give the day on which you looked, within the last year.");
        }
        if (last != null && (last.isBefore(today.minusDays(2)) || last.isAfter(today.plusYears(10)))) {
            fields.reject("validUntil", "valid-until", "Give the last day on which it is valid, within ten years.");
        }
        fields.check();
        ZoneId zone = countries.of(requireNonNull(register).country()).timeZone();
        return new Registration(register.id(), requireNonNull(checkedOn).atStartOfDay(ZoneOffset.UTC).toInstant(),
                requireNonNull(last).plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** Removes a member; for moderators. From another country it is a wish, which the group's home carries out. */
    @Refuses({"not-found", "moderators-only", "owners-only", "leave-instead", "membership-changed",
            "changed-meanwhile"})
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "202")
    @DeleteMapping("/api/groups/{groupId}/members/{memberId}")
    ResponseEntity<MembershipChangeView> removeMember(Principal caller, @PathVariable String groupId,
            @PathVariable String memberId, @RequestBody(required = false) @Nullable RemovalRequest request) {
        return change(groupId, memberId, caller, removal(request), request == null ? null : request.version());
    }

    /**
     * Who was removed and may not ask again yet, for the group's moderators.
     *
     * @param limit 1 to 100 bans, the oldest first
     */
    @Refuses({"not-found", "moderators-only"})
    @GetMapping("/api/groups/{groupId}/bans")
    BanPage listBans(Principal caller, @PathVariable String groupId, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        groups.ofModerator(groupId, caller.getName());
        var page = listing.page(bans.list(groupId, clock.instant(), listing.after(), Listing.toRead(limit)), limit,
                last -> new Cursor(last.bannedAt(), last.memberId()));
        return new BanPage(page.items(), page.next());
    }

    /** One member's ban, for the group's moderators. */
    @Refuses({"not-found", "moderators-only"})
    @GetMapping("/api/groups/{groupId}/bans/{memberId}")
    Ban readBan(Principal caller, @PathVariable String groupId, @PathVariable String memberId) {
        groups.ofModerator(groupId, caller.getName());
        return bans.find(groupId, memberId, clock.instant()).orElseThrow(() -> Refusal.notFound("ban"));
    }

    /** Lets a removed member ask again; for moderators. From another country it is a wish, which the group's home carries out. */
    @Refuses({"not-found", "moderators-only", "membership-changed", "changed-meanwhile"})
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "202")
    @DeleteMapping("/api/groups/{groupId}/bans/{memberId}")
    ResponseEntity<MembershipChangeView> liftBan(Principal caller, @PathVariable String groupId,
            @PathVariable String memberId) {
        return change(groupId, memberId, caller, new LiftedBan(), null);
    }

    /** What became of the caller's wish. */
    @Refuses("not-found")
    @GetMapping("/api/wishes/{id}")
    MembershipChangeView readWish(Principal caller, @PathVariable String id) {
        if (!Ids.isPlain(id)) {
            throw Refusal.notFound("wish");
        }
        return log.find(() -> wishes.find(id, caller.getName())).map(MembershipChangeView::of)
                .orElseThrow(() -> Refusal.notFound("wish"));
    }

    private ResponseEntity<MembershipChangeView> change(String groupId, String memberId, Principal caller,
            Change change,
            @Nullable Integer known) {
        if (!Ids.isPlain(memberId)) {
            throw Refusal.notFound("member");
        }
        Optional<String> wish = changes.change(groupId, memberId, caller.getName(), change, known);
        return wish.map(id -> ResponseEntity.status(HttpStatus.ACCEPTED).body(readWish(caller, id)))
                .orElseGet(() -> ResponseEntity
                        .ok(new MembershipChangeView(null, "done", groupId, memberId, null, null, null)));
    }

    private Removal removal(@Nullable RemovalRequest request) {
        if (request == null) {
            return new Removal(null, null);
        }
        Fields fields = new Fields();
        String reason = fields.optionalText("reason", request.reason(), REASON);
        Instant until = fields.time("banUntil", request.banUntil());
        Instant now = clock.instant();
        if (until != null && (until.isBefore(now) || until.isAfter(now.plus(LONGEST_BAN)))) {
            fields.reject("banUntil", "ban-until", "Give a time in the next ten years.");
        }
        fields.check();
        return new Removal(reason, until);
    }
}
