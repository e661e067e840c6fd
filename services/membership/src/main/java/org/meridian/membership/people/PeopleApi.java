package org.meridian.membership.people;

import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Profile;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.meridian.text.Domains;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Members over HTTP: oneself with what only oneself sees, and others. Lengths are in characters. */
@RestController
class PeopleApi {

    /**
     * The caller, with what nobody else sees.
     *
     * @param language in which the member reads pages and mails, BCP 47; null where they have not chosen one
     */
    record Me(String id, String home, String email, String timeZone, @Nullable String language, String displayName,
            @Nullable String profession,
            @Nullable String organisation, List<String> expertise) {}

    record Member(String id, String home, String displayName, @Nullable String profession,
            @Nullable String organisation, List<String> expertise) {}

    record ProfileEdit(@Nullable String displayName, @Nullable String profession, @Nullable String organisation,
            @Nullable List<@Nullable String> expertise, @Nullable String timeZone,
            @Nullable String language) {}

    private final EventLog log;
    private final Members members;
    private final EditMe editMe;

    PeopleApi(@OfMembership EventLog log, Members members, EditMe editMe) {
        this.log = log;
        this.members = members;
        this.editMe = editMe;
    }

    /** The caller's own profile and account. */
    @Refuses("not-found")
    @GetMapping("/api/members/me")
    Me readMe(Principal caller) {
        Profile profile = profile(caller.getName());
        Account account = members.account(caller.getName()).orElseThrow(() -> Refusal.notFound("member"));
        return new Me(profile.getId(), Ids.home(profile.getId()), readable(account.getEmail()), account.getTimeZone(),
                account.getLocale(),
                profile.getDisplayName(), profile.getProfession(), profile.getOrganisation(), profile.getExpertise());
    }

    private static String readable(String email) {
        int domain = email.lastIndexOf('@') + 1;
        return email.substring(0, domain) + Domains.readable(email.substring(domain));
    }

    /** Changes the caller's profile. What is left out stays as it is; an empty profession, organisation or language is taken away. */
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
                request.expertise() == null ? null : ProfileFields.expertise(fields, request.expertise()),
                request.timeZone() == null ? null : fields.timeZone("timeZone", request.timeZone()),
                "".equals(request.language()) ? "" : fields.language("language", request.language()));
        fields.check();
        return changes;
    }

    /** Somebody's profile, as all others see it. */
    @Refuses("not-found")
    @GetMapping("/api/members/{id}")
    Member readMember(@PathVariable String id) {
        Profile profile = profile(id);
        return new Member(id, Ids.home(id), profile.getDisplayName(), profile.getProfession(),
                profile.getOrganisation(), profile.getExpertise());
    }

    private Profile profile(String id) {
        if (!Ids.isPlain(id)) {
            throw Refusal.notFound("member");
        }
        return log.find(() -> members.profile(id)).orElseThrow(() -> Refusal.notFound("member"));
    }
}
