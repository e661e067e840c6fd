package org.meridian.notifications.knowledge;

import static org.meridian.eventlog.event.Batch.LIST;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Account;
import org.meridian.events.notifications.Preferences;

/** The node's own members: where mail reaches them, and what they chose. Either may change when their next digest is due. */
public final class RecipientTable {

    private final Clock clock;
    private final String upsertAccounts;
    private final String upsertPreferences;
    private final String planAgain;

    public RecipientTable(String schema, Clock clock) {
        this.clock = clock;
        this.upsertAccounts = """
                INSERT INTO %s.account AS a SELECT * FROM unnest(?, ?, ?, ?)
                ON CONFLICT (member_id) DO UPDATE
                  SET version = excluded.version, email = excluded.email, zone = excluded.zone
                  WHERE excluded.version > a.version""".formatted(schema);
        this.upsertPreferences = """
                INSERT INTO %s.preferences AS p
                SELECT member_id, version, zone, cadence, at_minute, day, quiet_from, quiet_to, at_once, %s, %s
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS n(member_id, version, zone, cadence, at_minute, day,
                  quiet_from, quiet_to, at_once, at_once_groups, muted_groups)
                ON CONFLICT (member_id) DO UPDATE
                  SET version = excluded.version, zone = excluded.zone, cadence = excluded.cadence,
                      at_minute = excluded.at_minute, day = excluded.day, quiet_from = excluded.quiet_from,
                      quiet_to = excluded.quiet_to, at_once = excluded.at_once,
                      at_once_groups = excluded.at_once_groups, muted_groups = excluded.muted_groups
                  WHERE excluded.version > p.version"""
                .formatted(schema, LIST.formatted("at_once_groups"), LIST.formatted("muted_groups"));
        // Locks a row that is there already, so that nobody plans by what was known before this, and takes the row away.
        this.planAgain = """
                INSERT INTO %1$s.awaits_planning
                SELECT n.*, (SELECT coalesce(max(position), 0) FROM %1$s.arrival) FROM unnest(?, ?) AS n
                ON CONFLICT (member_id) DO UPDATE SET member_id = excluded.member_id""".formatted(schema);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        List<Account> accounts = Batch.newest(entries, Account.class);
        List<Preferences> preferences = Batch.newest(entries, Preferences.class);
        List<String> members = Stream
                .concat(accounts.stream().map(Account::getId), preferences.stream().map(Preferences::getId)).distinct()
                .sorted()
                .toList();
        Instant now = clock.instant();
        return List.of(accounts(accounts), preferences(preferences),
                BulkStatement.of(planAgain, ArrayParameter.text(members, id -> id),
                        ArrayParameter.instants(members, id -> now)));
    }

    private BulkStatement accounts(List<Account> accounts) {
        return BulkStatement.of(upsertAccounts, ArrayParameter.text(accounts, Account::getId),
                ArrayParameter.ints(accounts, Account::getVersion), ArrayParameter.text(accounts, Account::getEmail),
                ArrayParameter.text(accounts, Account::getTimeZone));
    }

    private BulkStatement preferences(List<Preferences> preferences) {
        return BulkStatement.of(upsertPreferences, ArrayParameter.text(preferences, Preferences::getId),
                ArrayParameter.ints(preferences, Preferences::getVersion),
                ArrayParameter.text(preferences, Preferences::getTimeZone),
                ArrayParameter.text(preferences, it -> it.getCadence().name()),
                ArrayParameter.ints(preferences, Preferences::getAtMinute),
                ArrayParameter.text(preferences, it -> it.getDay().name()),
                ArrayParameter.ints(preferences, Preferences::getQuietFromMinute),
                ArrayParameter.ints(preferences, Preferences::getQuietToMinute),
                ArrayParameter.booleans(preferences, Preferences::getAtOnce),
                ArrayParameter.text(preferences, it -> Batch.list(it.getAtOnceGroups())),
                ArrayParameter.text(preferences, it -> Batch.list(it.getMutedGroups())));
    }
}
