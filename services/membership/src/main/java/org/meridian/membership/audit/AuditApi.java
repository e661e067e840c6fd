package org.meridian.membership.audit;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Role;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.audit.AuditLog.Decided;
import org.meridian.membership.audit.AuditLog.Person;
import org.meridian.membership.groups.Group;
import org.meridian.membership.groups.Groups;
import org.meridian.schemas.Ids;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A group's audit log over HTTP. */
@RestController
class AuditApi {

    /**
     * One decision about a group or its members.
     *
     * @param id     of the group or the membership that it is about
     * @param version of it; with the id what identifies the entry
     * @param type   what was decided
     * @param member about whom; null where it is about the group
     * @param role   the one that was given; null where none was
     * @param reason why somebody was removed; null where none was given, and outside of the group's and the member's countries
     */
    record AuditEntryView(String id, int version, Instant at, @Schema(implementation = AuditKind.class) String type,
            Person actor,
            @Nullable Person member, @Schema(implementation = Role.class) @Nullable String role,
            @Nullable Instant bannedUntil, @Nullable String reason) {

        static AuditEntryView of(Decided decided) {
            String role = decided.role();
            return new AuditEntryView(decided.id(), decided.version(), decided.at(), Fields.apiName(decided.kind()),
                    decided.actor(),
                    decided.member(), role == null ? null : Fields.apiName(Role.valueOf(role)), decided.bannedUntil(),
                    decided.reason());
        }
    }

    record AuditPage(List<AuditEntryView> items, @Nullable String next) {}

    private final Groups groups;
    private final AuditLog audit;

    AuditApi(Groups groups, AuditLog audit) {
        this.groups = groups;
        this.audit = audit;
    }

    /**
     * What was decided about a group: all of it for its owners and moderators, for other members what they did and what was done
     * about them.
     *
     * @param type   only this
     * @param member only what this member did, and what was done about them
     * @param limit  1 to 100 decisions, the newest first
     */
    @Refuses({"not-found", "members-only"})
    @GetMapping("/api/groups/{groupId}/audit-log")
    AuditPage readAuditLog(Principal caller, @PathVariable String groupId,
            @Parameter(schema = @Schema(implementation = AuditKind.class)) @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String member, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        Fields fields = new Fields();
        AuditKind kind = type == null ? null : fields.choice("type", type, AuditKind.class);
        if (member != null && !Ids.isPlain(member)) {
            fields.reject("member", "Give a member's id.");
        }
        fields.check();
        Group group = groups.ofMember(groupId, caller.getName());
        String about = group.isModeratedByMe() ? member : caller.getName();
        if (member != null && !member.equals(about)) {
            return new AuditPage(List.of(), null);
        }
        var page = listing.page(audit.list(groupId, kind, about, listing.after(), Listing.toRead(limit)), limit,
                last -> new Cursor(last.at(), last.id())).map(AuditEntryView::of);
        return new AuditPage(page.items(), page.next());
    }
}
