package org.meridian.membership.groups;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.membership.GroupState;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.groups.CharterEffects.Effect;
import org.meridian.membership.groups.Group.Removed;
import org.meridian.membership.groups.GroupDecider.Changes;
import org.meridian.membership.groups.GroupDecider.Draft;
import org.meridian.membership.registers.Registers;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.meridian.text.DomainPatterns;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Groups over HTTP. Lengths are in characters. */
@RestController
class GroupsApi {

    private static final int SEARCH = 200;

    record NewGroup(@Schema(requiredMode = REQUIRED) @Nullable String name,
            @Schema(requiredMode = REQUIRED) @Nullable String purpose, @Nullable String rules,
            @Schema(implementation = Scope.class, requiredMode = REQUIRED) @Nullable String scope,
            @Schema(implementation = Visibility.class) @Nullable String visibility,
            @Schema(implementation = Joining.class) @Nullable String joining,
            @Nullable List<@Nullable String> questions,
            @Nullable List<@Nullable String> approvedDomains,
            @Schema(implementation = MailContent.class) @Nullable String mail,
            @Nullable List<@Nullable String> registers,
            @Schema(implementation = RegistrationNeed.class) @Nullable String registrationNeed,
            @Schema(implementation = EditingTime.class) @Nullable String editing) {}

    record GroupEdit(@Nullable String name, @Nullable String purpose, @Nullable String rules,
            @Nullable List<@Nullable String> questions, @Nullable List<@Nullable String> approvedDomains,
            @Schema(implementation = Visibility.class) @Nullable String visibility,
            @Schema(implementation = Joining.class) @Nullable String joining,
            @Schema(implementation = MailContent.class) @Nullable String mail,
            @Schema(implementation = GroupState.class) @Nullable String state,
            @Nullable List<@Nullable String> registers,
            @Schema(implementation = RegistrationNeed.class) @Nullable String registrationNeed,
            @Schema(implementation = EditingTime.class) @Nullable String editing, @Nullable String version) {}

    /** The group as it is after a change, or what the change would do. */
    @Schema(oneOf = {GroupView.class, Preview.class})
    sealed interface ChangeView {}

    /** What a change would do. */
    record Preview(List<Effect> effects) implements ChangeView {}

    /**
     * A group as the caller sees it.
     *
     * @param home    the alias of its country
     * @param state   {@code closed} where it is only read
     * @param members how many there are
     * @param myRole  null where the caller is not in it
     * @param offeredRole what another country's group has granted the caller, who has not asked for it: accepted with {@code POST},
     *                declined with {@code DELETE} of {@code /api/groups/{id}/members/me}
     * @param version another one after each change; to be sent back with one
     * @param removed null unless the caller was removed from it
     * @param registers the registers of practitioners that count here, as {@code GET /api/registers} has them
     * @param registrationNeed what a registration in one of them is needed for
     * @param editing how long after they published it authors may edit what they wrote here
     * @param mayRead whether the caller may read now what is written here; null where the caller is not in it
     * @param mayWrite whether they may write
     * @param decisionSeconds the median time of the newest decisions on requests to join; null for the group's members, in lists,
     *                and as long as this node knows of fewer than three
     */
    record GroupView(String id, String home, String name, String purpose, @Nullable String rules,
            @Schema(implementation = Scope.class) String scope,
            @Schema(implementation = Visibility.class) String visibility,
            @Schema(implementation = Joining.class) String joining, List<String> questions,
            List<String> approvedDomains, @Schema(implementation = MailContent.class) String mail,
            @Schema(implementation = GroupState.class) String state, Instant createdAt,
            int members, @Schema(implementation = Role.class) @Nullable String myRole,
            @Schema(implementation = Role.class) @Nullable String offeredRole, String version,
            @Nullable Removed removed, @Nullable Long decisionSeconds, List<String> registers,
            @Schema(implementation = RegistrationNeed.class) String registrationNeed,
            @Schema(implementation = EditingTime.class) String editing, @Nullable Boolean mayRead,
            @Nullable Boolean mayWrite) implements ChangeView {

        static GroupView of(Group group, int members, @Nullable Long decisionSeconds) {
            Charter charter = group.charter();
            return new GroupView(group.id(), Ids.home(group.id()), charter.getName(), charter.getPurpose(),
                    charter.getRules(), Fields.apiName(group.scope()), Fields.apiName(group.visibility()),
                    Fields.apiName(group.joining()), charter.getQuestions(),
                    charter.getApprovedDomains().stream().map(DomainPatterns::readable).toList(),
                    Fields.apiName(group.mail()),
                    Fields.apiName(group.closed() ? GroupState.CLOSED : GroupState.OPEN), group.createdAt(),
                    members,
                    group.myRole() == null ? null : Fields.apiName(group.myRole()),
                    group.offeredRole() == null ? null : Fields.apiName(group.offeredRole()), group.newest(),
                    group.removed(), decisionSeconds, charter.getRegisters(), Fields.apiName(group.need()),
                    Fields.apiName(Group.editing(charter)),
                    group.myRole() == null ? null : group.mayRead(), group.myRole() == null ? null : group.mayWrite());
        }
    }

    record GroupPage(List<GroupView> items, @Nullable String next) {}

    private final Groups groups;
    private final CreateGroup createGroup;
    private final ChangeCharter changeCharter;
    private final Registers registers;

    GroupsApi(Groups groups, CreateGroup createGroup, ChangeCharter changeCharter, Registers registers) {
        this.registers = registers;
        this.groups = groups;
        this.createGroup = createGroup;
        this.changeCharter = changeCharter;
    }

    /** Founds a group, whose owner the caller is. */
    @PostMapping("/api/groups")
    @ResponseStatus(HttpStatus.CREATED)
    GroupView createGroup(Principal caller, @RequestBody NewGroup request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        String id = createGroup.create(checked(request), caller.getName(), key);
        return view(groups.visible(id, caller.getName()), null);
    }

    /**
     * Finds groups that the caller may see.
     *
     * @param q     words in a name or a purpose
     * @param mine  only those that the caller is in, and those that have offered it
     * @param limit 1 to 100 groups, newest first
     */
    @GetMapping("/api/groups")
    GroupPage findGroups(Principal caller, @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "false") boolean mine, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        Fields fields = new Fields();
        String text = fields.optionalText("q", q, SEARCH);
        fields.check();
        List<Group> found = groups.search(text == null ? "" : text, mine, caller.getName(), listing.after(),
                Listing.toRead(limit));
        var page = listing.page(found, limit, last -> new Cursor(last.createdAt(), last.id()));
        Map<String, Integer> members = groups.members(page.items());
        return new GroupPage(page.items().stream()
                .map(group -> GroupView.of(group, members.getOrDefault(group.id(), 0), null)).toList(), page.next());
    }

    /** One group. */
    @Refuses("not-found")
    @GetMapping("/api/groups/{id}")
    GroupView readGroup(Principal caller, @PathVariable String id) {
        Group group = groups.visible(id, caller.getName());
        return view(group, group.myRole() == null ? groups.decisionSeconds(id).orElse(null) : null);
    }

    private GroupView view(Group group, @Nullable Long decisionSeconds) {
        return GroupView.of(group, groups.members(List.of(group)).getOrDefault(group.id(), 0), decisionSeconds);
    }

    /**
     * Changes a group's charter. What is left out stays as it is; empty rules are taken away. A group's scope never changes. One that is
     * {@code closed} is only read, in every country, until it is {@code open} again. With
     * a {@code version} that is not the group's any more it is refused: somebody else was quicker.
     *
     * @param preview changes nothing, and answers with what the change would do
     */
    @Refuses({"not-found", "owners-only", "at-its-home-only", "charter-changed", "changed-meanwhile"})
    @PatchMapping("/api/groups/{id}")
    ChangeView changeGroup(Principal caller, @PathVariable String id, @RequestBody GroupEdit request,
            @RequestParam(defaultValue = "false") boolean preview) {
        Changes changes = checked(request);
        return preview
                ? new Preview(changeCharter.preview(id, caller.getName(), changes, request.version()))
                : view(changeCharter.change(id, caller.getName(), changes, request.version()), null);
    }

    private Draft checked(NewGroup request) {
        Fields fields = new Fields();
        var draft = new Draft(fields.line("name", request.name(), Limits.GROUP_NAME),
                fields.text("purpose", request.purpose(), Limits.CHARTER_TEXT),
                fields.optionalText("rules", request.rules(), Limits.CHARTER_TEXT),
                fields.choice("scope", request.scope(), Scope.class),
                fields.choice("visibility", or(request.visibility(), "listed"), Visibility.class),
                fields.choice("joining", or(request.joining(), "open"), Joining.class),
                fields.choice("mail", or(request.mail(), "full"), MailContent.class),
                fields.texts("questions", request.questions(), Limits.QUESTIONS, Limits.QUESTION),
                domains(fields, request.approvedDomains()), registers(fields, request.registers()),
                fields.choice("registrationNeed", or(request.registrationNeed(), "none"), RegistrationNeed.class),
                fields.choice("editing", or(request.editing(), "week"), EditingTime.class));
        if (draft.need() != RegistrationNeed.NONE && draft.registers().isEmpty()) {
            fields.reject("registers", "no-register",
                    "Name the registers that count, or nobody could read or write here.");
        }
        fields.check();
        return draft;
    }

    private Changes checked(GroupEdit request) {
        Fields fields = new Fields();
        var changes = new Changes(
                request.name() == null ? null : fields.line("name", request.name(), Limits.GROUP_NAME),
                request.purpose() == null ? null : fields.text("purpose", request.purpose(), Limits.CHARTER_TEXT),
                fields.changedText("rules", request.rules(), Limits.CHARTER_TEXT),
                request.questions() == null
                        ? null
                        : fields.texts("questions", request.questions(), Limits.QUESTIONS, Limits.QUESTION),
                request.approvedDomains() == null ? null : domains(fields, request.approvedDomains()),
                request.visibility() == null
                        ? null
                        : fields.choice("visibility", request.visibility(), Visibility.class),
                request.joining() == null ? null : fields.choice("joining", request.joining(), Joining.class),
                request.mail() == null ? null : fields.choice("mail", request.mail(), MailContent.class),
                request.state() == null ? null : fields.choice("state", request.state(), GroupState.class),
                request.registers() == null ? null : registers(fields, request.registers()),
                request.registrationNeed() == null
                        ? null
                        : fields.choice("registrationNeed", request.registrationNeed(), RegistrationNeed.class),
                request.editing() == null ? null : fields.choice("editing", request.editing(), EditingTime.class));
        fields.check();
        return changes;
    }

    private List<String> registers(Fields fields, @Nullable List<@Nullable String> values) {
        List<String> ids = fields.lines("registers", values, Limits.REGISTERS, Limits.REGISTER).stream().distinct()
                .toList();
        if (!ids.stream().allMatch(registers::has)) {
            fields.reject("registers", "register", "Name registers that GET /api/registers has.");
        }
        return ids;
    }

    private static List<String> domains(Fields fields, @Nullable List<@Nullable String> values) {
        List<String> written = fields.lines("approvedDomains", values, Limits.APPROVED_DOMAINS, Limits.DOMAIN);
        List<Optional<String>> domains = written.stream().map(DomainPatterns::inDns).distinct().toList();
        if (domains.stream().anyMatch(Optional::isEmpty)) {
            fields.reject("approvedDomains", "domains",
                    "Give domains like example.org, without @, or *.example.org for all below it."
                            + " One under which anybody can have a domain, like *.co.uk, lets everybody in.");
        }
        return domains.stream().flatMap(Optional::stream).toList();
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
