package org.meridian.notifications.knowledge;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Account;
import org.meridian.events.notifications.Preferences;

/** The node's own members: where mail reaches them, and what they chose. Either may change when their next digest is due. */
public final class RecipientTable {

    private static final Columns<Account> ACCOUNT = Columns.of(Account.class).text("member_id", Account::getId)
            .int4("version", Account::getVersion).text("email", Account::getEmail).text("zone", Account::getTimeZone)
            .text("locale", Account::getLocale).bool("suspended", it -> it.getSuspendedAt() != null);
    private static final String UPSERT_ACCOUNTS = ACCOUNT.insertInto("account AS a") + """
            ON CONFLICT (member_id) DO UPDATE
              SET version = excluded.version, email = excluded.email, zone = excluded.zone, locale = excluded.locale,
                  suspended = excluded.suspended
              WHERE excluded.version > a.version""";

    private static final Columns<Preferences> CHOSEN = Columns.of(Preferences.class)
            .text("member_id", Preferences::getId).int4("version", Preferences::getVersion)
            .text("zone", Preferences::getTimeZone).text("cadence", it -> it.getCadence().name())
            .int4("at_minute", Preferences::getAtMinute).text("day", it -> it.getDay().name())
            .int4("quiet_from", Preferences::getQuietFromMinute).int4("quiet_to", Preferences::getQuietToMinute)
            .bool("at_once", Preferences::getAtOnce).texts("at_once_groups", Preferences::getAtOnceGroups)
            .texts("muted_groups", Preferences::getMutedGroups);
    private static final String UPSERT_CHOSEN = CHOSEN.insertInto("preferences AS p") + """
            ON CONFLICT (member_id) DO UPDATE
              SET version = excluded.version, zone = excluded.zone, cadence = excluded.cadence,
                  at_minute = excluded.at_minute, day = excluded.day, quiet_from = excluded.quiet_from,
                  quiet_to = excluded.quiet_to, at_once = excluded.at_once,
                  at_once_groups = excluded.at_once_groups, muted_groups = excluded.muted_groups
              WHERE excluded.version > p.version""";

    private record Changed(String memberId, Instant since) {}

    private static final Columns<Changed> CHANGED = Columns.of(Changed.class).text("member_id", Changed::memberId)
            .instant("since", Changed::since);
    // Locks a row that is there already, so that nobody plans by what was known before this, and takes the row away.
    private static final String PLAN_AGAIN = """
            INSERT INTO awaits_planning (member_id, since, position)
            SELECT n.member_id, n.since, (SELECT coalesce(max(position), 0) FROM arrival) FROM %s
            ON CONFLICT (member_id) DO UPDATE SET member_id = excluded.member_id""".formatted(CHANGED.as("n"));

    private final Clock clock;

    public RecipientTable(Clock clock) {
        this.clock = clock;
    }

    public List<BulkStatement> on(List<Entry> entries) {
        List<Account> accounts = Batch.newest(entries, Account.class);
        List<Preferences> chosen = Batch.newest(entries, Preferences.class);
        Instant now = clock.instant();
        List<Changed> changed = Stream
                .concat(accounts.stream().map(Account::getId), chosen.stream().map(Preferences::getId)).distinct()
                .sorted().map(memberId -> new Changed(memberId, now)).toList();
        return List.of(ACCOUNT.bind(UPSERT_ACCOUNTS, accounts), CHOSEN.bind(UPSERT_CHOSEN, chosen),
                CHANGED.bind(PLAN_AGAIN, changed));
    }
}
