package org.meridian.membership.people;

import static org.meridian.eventlog.event.Batch.LIST;

import java.util.List;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
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

    public List<BulkStatement> on(List<Entry> entries) {
        return List.of(members(Batch.newest(entries, MemberRegistered.class)),
                profiles(Batch.newest(entries, Profile.class)), accounts(Batch.newest(entries, Account.class)));
    }

    private BulkStatement members(List<MemberRegistered> members) {
        return BulkStatement.of(insertMembers, ArrayParameter.text(members, MemberRegistered::getId),
                ArrayParameter.ints(members, MemberRegistered::getVersion),
                ArrayParameter.instants(members, MemberRegistered::getOccurredAt));
    }

    private BulkStatement profiles(List<Profile> profiles) {
        return BulkStatement.of(upsertProfiles, ArrayParameter.text(profiles, Profile::getId),
                ArrayParameter.ints(profiles, Profile::getVersion),
                ArrayParameter.text(profiles, Profile::getDisplayName),
                ArrayParameter.text(profiles, Profile::getProfession),
                ArrayParameter.text(profiles, Profile::getOrganisation),
                ArrayParameter.text(profiles, profile -> Batch.list(profile.getExpertise())));
    }

    private BulkStatement accounts(List<Account> accounts) {
        return BulkStatement.of(upsertAccounts, ArrayParameter.text(accounts, Account::getId),
                ArrayParameter.ints(accounts, Account::getVersion), ArrayParameter.text(accounts, Account::getEmail),
                ArrayParameter.text(accounts, Account::getTimeZone), ArrayParameter.text(accounts, Account::getLocale));
    }
}
