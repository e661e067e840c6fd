package org.meridian.membership.people;

import static org.meridian.eventlog.event.Batch.LIST;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Write;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.Profile;

/** Members, what they show of themselves, and, at home only, how to reach them. */
public final class MemberTable {

    private final String insertMembers;
    private final String upsertProfiles;
    private final String upsertAccounts;

    public MemberTable(String schema) {
        this.insertMembers = "INSERT INTO %s.member SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING"
                .formatted(schema);
        this.upsertProfiles = """
                INSERT INTO %s.profile AS p
                SELECT id, version, display_name, profession, organisation, %s
                FROM unnest(?, ?, ?, ?, ?, ?) AS n(id, version, display_name, profession, organisation, expertise)
                ON CONFLICT (id) DO UPDATE
                  SET version = excluded.version, display_name = excluded.display_name,
                      profession = excluded.profession, organisation = excluded.organisation,
                      expertise = excluded.expertise
                  WHERE excluded.version > p.version""".formatted(schema, LIST.formatted("expertise"));
        this.upsertAccounts = """
                INSERT INTO %s.account AS a SELECT * FROM unnest(?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE
                  SET version = excluded.version, email = excluded.email, time_zone = excluded.time_zone,
                      locale = excluded.locale
                  WHERE excluded.version > a.version""".formatted(schema);
    }

    public List<Write> on(List<Entry> entries) {
        return List.of(members(Batch.newest(entries, MemberRegistered.class)),
                profiles(Batch.newest(entries, Profile.class)), accounts(Batch.newest(entries, Account.class)));
    }

    private Write members(List<MemberRegistered> members) {
        return Write.of(insertMembers, Column.text(members, MemberRegistered::getId),
                Column.ints(members, MemberRegistered::getVersion),
                Column.instants(members, MemberRegistered::getOccurredAt));
    }

    private Write profiles(List<Profile> profiles) {
        return Write.of(upsertProfiles, Column.text(profiles, Profile::getId),
                Column.ints(profiles, Profile::getVersion), Column.text(profiles, Profile::getDisplayName),
                Column.text(profiles, Profile::getProfession), Column.text(profiles, Profile::getOrganisation),
                Column.text(profiles, profile -> Batch.list(profile.getExpertise())));
    }

    private Write accounts(List<Account> accounts) {
        return Write.of(upsertAccounts, Column.text(accounts, Account::getId),
                Column.ints(accounts, Account::getVersion), Column.text(accounts, Account::getEmail),
                Column.text(accounts, Account::getTimeZone), Column.text(accounts, Account::getLocale));
    }
}
