package org.meridian.membership.people;

import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Audience;
import org.meridian.events.membership.OwnProfile;
import org.meridian.events.membership.Profile;
import org.meridian.http.Cursor;
import org.meridian.http.Fields;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.meridian.membership.people.Directory.Person;
import org.meridian.membership.people.ProfileFields.WorkingDayChoice;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.meridian.text.Domains;
import org.meridian.text.Names;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Members over HTTP: oneself with what only oneself sees, and others as far as they show themselves. Lengths are in characters. */
@RestController
class PeopleApi {

    private static final int SEARCH = 200;

    /** Who sees each field: every member, members of common groups, or nobody. */
    record WhoSees(@Schema(implementation = Audience.class) String profession,
            @Schema(implementation = Audience.class) String organisation,
            @Schema(implementation = Audience.class) String practiceArea,
            @Schema(implementation = Audience.class) String expertise,
            @Schema(implementation = Audience.class) String languages,
            @Schema(implementation = Audience.class) String pronouns,
            @Schema(implementation = Audience.class) String workingHours) {

        static WhoSees of(OwnProfile own) {
            return new WhoSees(Fields.apiName(own.getProfessionFor()), Fields.apiName(own.getOrganisationFor()),
                    Fields.apiName(own.getPracticeAreaFor()), Fields.apiName(own.getExpertiseFor()),
                    Fields.apiName(own.getLanguagesFor()), Fields.apiName(own.getPronounsFor()),
                    Fields.apiName(own.getWorkingHoursFor()));
        }
    }

    /** The same of those that change. */
    record WhoShallSee(@Schema(implementation = Audience.class) @Nullable String profession,
            @Schema(implementation = Audience.class) @Nullable String organisation,
            @Schema(implementation = Audience.class) @Nullable String practiceArea,
            @Schema(implementation = Audience.class) @Nullable String expertise,
            @Schema(implementation = Audience.class) @Nullable String languages,
            @Schema(implementation = Audience.class) @Nullable String pronouns,
            @Schema(implementation = Audience.class) @Nullable String workingHours) {

        private Map<String, Audience> checked(Fields fields) {
            Map<String, Audience> audiences = new HashMap<>();
            put(audiences, fields, "profession", profession);
            put(audiences, fields, "organisation", organisation);
            put(audiences, fields, "practiceArea", practiceArea);
            put(audiences, fields, "expertise", expertise);
            put(audiences, fields, "languages", languages);
            put(audiences, fields, "pronouns", pronouns);
            put(audiences, fields, "workingHours", workingHours);
            return audiences;
        }

        private static void put(Map<String, Audience> audiences, Fields fields, String field,
                @Nullable String audience) {
            if (audience != null) {
                audiences.put(field, fields.choice("visibility." + field, audience, Audience.class));
            }
        }
    }

    /**
     * @param from a local time of the day, {@code 09:00}
     * @param to   the same; on the next day, where it is not after {@code from}
     */
    record WorkingDay(@Schema(implementation = DayOfWeek.class) String day, String from, String to) {

        static WorkingDay of(WorkingHours hours) {
            return new WorkingDay(hours.day().name(), hours.from().toString(), hours.to().toString());
        }
    }

    /**
     * The caller, with what nobody else sees.
     *
     * @param displayName as they wrote it
     * @param shownName how others are shown it: without what cannot be seen, and between quotation marks where it looks like a role or
     *                  mixes scripts within a word
     * @param workingHours by the clock of {@code timeZone}
     * @param language in which the member reads pages and mails, BCP 47; null where they have not chosen one
     */
    record Me(String id, String home, String email, String timeZone, @Nullable String language, String displayName,
            String shownName, @Nullable String profession, @Nullable String organisation,
            @Nullable String practiceArea, List<String> expertise, List<String> languages, @Nullable String pronouns,
            List<WorkingDay> workingHours, WhoSees visibility) {}

    /**
     * Somebody as the caller sees them.
     *
     * @param displayName between quotation marks where it could be taken for something else
     * @param doubt why it is: it looks like a role, or mixes scripts within a word; null where it does not
     * @param timeZone of the working hours; null where those are not shown
     * @param nowAtLocal the time there
     * @param inWorkingHours null where those are not shown
     * @param blocked whether the caller has blocked them; nobody else is told
     */
    record Member(String id, String home, String displayName,
            @Schema(implementation = Names.Doubt.class) @Nullable String doubt, @Nullable String profession,
            @Nullable String organisation, @Nullable String practiceArea, List<String> expertise,
            List<String> languages, @Nullable String pronouns, List<WorkingDay> workingHours, @Nullable String timeZone,
            @Nullable OffsetDateTime nowAtLocal, @Nullable Boolean inWorkingHours, boolean blocked) {

        static Member of(Person person, Instant now) {
            return new Member(person.id(), person.home(), person.displayName(),
                    Names.doubt(person.writtenName()).map(Fields::apiName).orElse(null), person.profession(),
                    person.organisation(), person.practiceArea(), person.expertise(), person.languages(),
                    person.pronouns(), person.workingHours().stream().map(WorkingDay::of).toList(),
                    person.zone() == null ? null : person.zone().getId(),
                    person.zone() == null
                            ? null
                            : now.truncatedTo(ChronoUnit.SECONDS).atZone(person.zone()).toOffsetDateTime(),
                    person.isAtWork(now), person.blocked());
        }
    }

    record PeoplePage(List<Member> items, @Nullable String next) {}

    /** @param visibility fields that it leaves out stay as they are */
    record ProfileEdit(@Nullable String displayName, @Nullable String profession, @Nullable String organisation,
            @Nullable String practiceArea, @Nullable List<@Nullable String> expertise,
            @Nullable List<@Nullable String> languages, @Nullable String pronouns,
            @Nullable List<@Nullable WorkingDayChoice> workingHours, @Nullable WhoShallSee visibility,
            @Nullable String timeZone,
            @Nullable String language) {}

    private final EventLog log;
    private final Members members;
    private final Directory directory;
    private final EditMe editMe;
    private final Clock clock;

    PeopleApi(@OfMembership EventLog log, Members members, Directory directory,
            EditMe editMe, Clock clock) {
        this.log = log;
        this.members = members;
        this.directory = directory;
        this.editMe = editMe;
        this.clock = clock;
    }

    /** The caller's own profile and account. */
    @Refuses("not-found")
    @GetMapping("/api/members/me")
    Me readMe(Principal caller) {
        Profile profile = log.find(() -> members.profile(caller.getName()))
                .orElseThrow(() -> Refusal.notFound("member"));
        Account account = members.account(caller.getName()).orElseThrow(() -> Refusal.notFound("member"));
        OwnProfile own = members.own(caller.getName()).orElseGet(() -> Showing.own(profile));
        return new Me(profile.getId(), Ids.home(profile.getId()), readable(account.getEmail()), account.getTimeZone(),
                account.getLocale(), profile.getDisplayName(), Names.shown(profile.getDisplayName()),
                own.getProfession(), own.getOrganisation(), own.getPracticeArea(), own.getExpertise(),
                own.getLanguages(), own.getPronouns(),
                own.getWorkingHours().stream().flatMap(it -> WorkingHours.parse(it).stream()).map(WorkingDay::of)
                        .toList(),
                WhoSees.of(own));
    }

    private static String readable(String email) {
        int domain = email.lastIndexOf('@') + 1;
        return email.substring(0, domain) + Domains.readable(email.substring(domain));
    }

    /**
     * Changes the caller's profile, and who sees what of it. What is left out stays as it is; an empty text is taken away. What is for
     * nobody does not leave the country; what is for members of common groups does, and other nodes' operators hold it.
     */
    @Refuses({"not-found", "changed-meanwhile"})
    @PatchMapping("/api/members/me")
    Me changeMe(Principal caller, @RequestBody ProfileEdit request) {
        editMe.edit(caller.getName(), checked(request));
        return readMe(caller);
    }

    private static EditMe.Changes checked(ProfileEdit request) {
        Fields fields = new Fields();
        var changes = new EditMe.Changes(
                request.displayName() == null ? null : ProfileFields.displayName(fields, request.displayName()),
                fields.changedLine("profession", request.profession(), Limits.PROFILE_LINE),
                fields.changedLine("organisation", request.organisation(), Limits.PROFILE_LINE),
                fields.changedLine("practiceArea", request.practiceArea(), Limits.PROFILE_LINE),
                request.expertise() == null ? null : ProfileFields.expertise(fields, request.expertise()),
                request.languages() == null ? null : ProfileFields.languages(fields, request.languages()),
                fields.changedLine("pronouns", request.pronouns(), Limits.PRONOUNS),
                request.workingHours() == null ? null : ProfileFields.workingHours(fields, request.workingHours()),
                request.visibility() == null ? Map.of() : request.visibility().checked(fields),
                request.timeZone() == null ? null : fields.timeZone("timeZone", request.timeZone()),
                "".equals(request.language()) ? "" : fields.language("language", request.language()));
        fields.check();
        return changes;
    }

    /** Somebody's profile, as far as they show it to the caller. */
    @Refuses("not-found")
    @GetMapping("/api/members/{id}")
    Member readMember(Principal caller, @PathVariable String id) {
        if (!Ids.isPlain(id)) {
            throw Refusal.notFound("member");
        }
        return log.find(() -> directory.read(id, caller.getName())).map(it -> Member.of(it, clock.instant()))
                .orElseThrow(() -> Refusal.notFound("member"));
    }

    /**
     * Finds members by what they show to the caller, in the order of their names, but for those whom the caller has blocked. Words are looked for from their beginnings, all of
     * them.
     *
     * @param q         words of a name, a profession, an organisation or a practice area
     * @param country   a country's alias
     * @param expertise words of their expertise
     * @param language  words of their languages
     * @param limit     1 to 100 members
     */
    @GetMapping("/api/members")
    PeoplePage findMembers(Principal caller, @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String country, @RequestParam(defaultValue = "") String expertise,
            @RequestParam(defaultValue = "") String language, Listing listing,
            @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        Fields fields = new Fields();
        String name = fields.optionalText("q", q, SEARCH);
        String skill = fields.optionalText("expertise", expertise, SEARCH);
        String spoken = fields.optionalText("language", language, SEARCH);
        String home = fields.optionalText("country", country, SEARCH);
        fields.check();
        Words words = new Words().of(Words.NAME, name).of(Words.EXPERTISE, skill).of(Words.LANGUAGE, spoken);
        // Of dashes alone, nobody has a word.
        boolean nobody = Stream.of(name, skill, spoken)
                .anyMatch(it -> it != null && new Words().of(Words.NAME, it).isEmpty());
        List<Person> found = nobody
                ? List.of()
                : directory.find(words, home, caller.getName(), listing.after(), Listing.toRead(limit));
        Instant now = clock.instant();
        var page = listing.page(found, limit, last -> new Cursor(last.registeredAt(), last.id()))
                .map(it -> Member.of(it, now));
        return new PeoplePage(page.items(), page.next());
    }
}
