package org.meridian.membership.people;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.Profile;

/** Members, what they show of themselves, and, at home only, how to reach them. */
public final class MemberTable {

    private static final Columns<MemberRegistered> MEMBER = Columns.of(MemberRegistered.class)
            .text("id", MemberRegistered::getId).int4("version", MemberRegistered::getVersion)
            .instant("registered_at", MemberRegistered::getOccurredAt);
    private static final String INSERT_MEMBERS = MEMBER.insertInto("member") + "ON CONFLICT DO NOTHING";

    private static final Columns<Profile> PROFILE = Columns.of(Profile.class).text("id", Profile::getId)
            .int4("version", Profile::getVersion).text("display_name", Profile::getDisplayName)
            .text("profession", Profile::getProfession).text("organisation", Profile::getOrganisation)
            .texts("expertise", Profile::getExpertise);
    private static final String UPSERT_PROFILES = PROFILE.insertInto("profile AS p") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, display_name = excluded.display_name, profession = excluded.profession,
                  organisation = excluded.organisation, expertise = excluded.expertise
              WHERE excluded.version > p.version""";

    private static final Columns<Account> ACCOUNT = Columns.of(Account.class).text("id", Account::getId)
            .int4("version", Account::getVersion).text("email", Account::getEmail)
            .text("time_zone", Account::getTimeZone).text("locale", Account::getLocale);
    private static final String UPSERT_ACCOUNTS = ACCOUNT.insertInto("account AS a") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, email = excluded.email, time_zone = excluded.time_zone,
                  locale = excluded.locale
              WHERE excluded.version > a.version""";

    public List<BulkStatement> on(List<Entry> entries) {
        return List.of(MEMBER.bind(INSERT_MEMBERS, Batch.newest(entries, MemberRegistered.class)),
                PROFILE.bind(UPSERT_PROFILES, Batch.newest(entries, Profile.class)),
                ACCOUNT.bind(UPSERT_ACCOUNTS, Batch.newest(entries, Account.class)));
    }
}
