package org.meridian.membership.people;

import static org.meridian.membership.people.Words.EXPERTISE;
import static org.meridian.membership.people.Words.LANGUAGE;
import static org.meridian.membership.people.Words.NAME;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.ColleagueProfile;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.OwnProfile;
import org.meridian.events.membership.Profile;
import org.meridian.text.Names;
import org.meridian.text.SearchText;

/** Members, what they show of themselves and to whom, and, at home only, how to reach them. */
public final class MemberTable {

    private static final Columns<MemberRegistered> MEMBER = Columns.of(MemberRegistered.class)
            .text("id", MemberRegistered::getId).int4("version", MemberRegistered::getVersion)
            .instant("registered_at", MemberRegistered::getOccurredAt);
    private static final String INSERT_MEMBERS = MEMBER.insertInto("member") + "ON CONFLICT DO NOTHING";

    private static final Columns<Profile> PROFILE = Columns.of(Profile.class).text("id", Profile::getId)
            .int4("version", Profile::getVersion).text("display_name", it -> Names.shown(it.getDisplayName()))
            .text("written_name", Profile::getDisplayName)
            .text("sort_name", it -> SearchText.of(it.getDisplayName()))
            .text("profession", Profile::getProfession).text("organisation", Profile::getOrganisation)
            .text("practice_area", Profile::getPracticeArea).texts("expertise", Profile::getExpertise)
            .texts("languages", Profile::getLanguages).text("pronouns", Profile::getPronouns)
            .texts("working_hours", Profile::getWorkingHours).text("time_zone", Profile::getTimeZone)
            .texts("search_words", it -> new Words().of(NAME, it.getDisplayName(), it.getProfession(),
                    it.getOrganisation(), it.getPracticeArea()).of(EXPERTISE, it.getExpertise())
                    .of(LANGUAGE, it.getLanguages()).all());
    private static final String UPSERT_PROFILES = PROFILE.insertInto("profile AS p") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, display_name = excluded.display_name, written_name = excluded.written_name,
                  sort_name = excluded.sort_name, profession = excluded.profession, organisation = excluded.organisation,
                  practice_area = excluded.practice_area, expertise = excluded.expertise, languages = excluded.languages,
                  pronouns = excluded.pronouns, working_hours = excluded.working_hours, time_zone = excluded.time_zone,
                  search_words = excluded.search_words
              WHERE excluded.version > p.version""";

    private static final Columns<ColleagueProfile> COLLEAGUE = Columns.of(ColleagueProfile.class)
            .text("id", ColleagueProfile::getId).int4("version", ColleagueProfile::getVersion)
            .text("profession", ColleagueProfile::getProfession).text("organisation", ColleagueProfile::getOrganisation)
            .text("practice_area", ColleagueProfile::getPracticeArea).texts("expertise", ColleagueProfile::getExpertise)
            .texts("languages", ColleagueProfile::getLanguages).text("pronouns", ColleagueProfile::getPronouns)
            .texts("working_hours", ColleagueProfile::getWorkingHours).text("time_zone", ColleagueProfile::getTimeZone)
            .texts("search_words", it -> new Words().of(NAME, it.getProfession(), it.getOrganisation(),
                    it.getPracticeArea()).of(EXPERTISE, it.getExpertise())
                    .of(LANGUAGE, it.getLanguages()).all());
    private static final String UPSERT_COLLEAGUES = COLLEAGUE.insertInto("colleague_profile AS p") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, profession = excluded.profession, organisation = excluded.organisation,
                  practice_area = excluded.practice_area, expertise = excluded.expertise, languages = excluded.languages,
                  pronouns = excluded.pronouns, working_hours = excluded.working_hours, time_zone = excluded.time_zone,
                  search_words = excluded.search_words
              WHERE excluded.version > p.version""";

    private static final Columns<OwnProfile> OWN = Columns.of(OwnProfile.class).text("id", OwnProfile::getId)
            .int4("version", OwnProfile::getVersion).text("profession", OwnProfile::getProfession)
            .text("organisation", OwnProfile::getOrganisation).text("practice_area", OwnProfile::getPracticeArea)
            .texts("expertise", OwnProfile::getExpertise).texts("languages", OwnProfile::getLanguages)
            .text("pronouns", OwnProfile::getPronouns).texts("working_hours", OwnProfile::getWorkingHours)
            .text("profession_for", it -> it.getProfessionFor().name())
            .text("organisation_for", it -> it.getOrganisationFor().name())
            .text("practice_area_for", it -> it.getPracticeAreaFor().name())
            .text("expertise_for", it -> it.getExpertiseFor().name())
            .text("languages_for", it -> it.getLanguagesFor().name())
            .text("pronouns_for", it -> it.getPronounsFor().name())
            .text("working_hours_for", it -> it.getWorkingHoursFor().name());
    private static final String UPSERT_OWN = OWN.insertInto("own_profile AS p") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, profession = excluded.profession, organisation = excluded.organisation,
                  practice_area = excluded.practice_area, expertise = excluded.expertise, languages = excluded.languages,
                  pronouns = excluded.pronouns, working_hours = excluded.working_hours,
                  profession_for = excluded.profession_for, organisation_for = excluded.organisation_for,
                  practice_area_for = excluded.practice_area_for, expertise_for = excluded.expertise_for,
                  languages_for = excluded.languages_for, pronouns_for = excluded.pronouns_for,
                  working_hours_for = excluded.working_hours_for
              WHERE excluded.version > p.version""";

    private static final Columns<Account> ACCOUNT = Columns.of(Account.class).text("id", Account::getId)
            .int4("version", Account::getVersion).text("email", Account::getEmail)
            .text("time_zone", Account::getTimeZone).text("locale", Account::getLocale)
            .instant("suspended_at", Account::getSuspendedAt).text("suspended_by", Account::getSuspendedById)
            .text("suspension_reason", Account::getSuspensionReason);
    private static final String UPSERT_ACCOUNTS = ACCOUNT.insertInto("account AS a") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, email = excluded.email, time_zone = excluded.time_zone,
                  locale = excluded.locale, suspended_at = excluded.suspended_at, suspended_by = excluded.suspended_by,
                  suspension_reason = excluded.suspension_reason
              WHERE excluded.version > a.version""";

    public List<BulkStatement> on(List<Entry> entries) {
        return List.of(MEMBER.bind(INSERT_MEMBERS, Batch.newest(entries, MemberRegistered.class)),
                PROFILE.bind(UPSERT_PROFILES, Batch.newest(entries, Profile.class)),
                COLLEAGUE.bind(UPSERT_COLLEAGUES, Batch.newest(entries, ColleagueProfile.class)),
                OWN.bind(UPSERT_OWN, Batch.newest(entries, OwnProfile.class)),
                ACCOUNT.bind(UPSERT_ACCOUNTS, Batch.newest(entries, Account.class)));
    }
}
