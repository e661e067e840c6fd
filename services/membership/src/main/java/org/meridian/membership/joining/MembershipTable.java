package org.meridian.membership.joining;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.schemas.Ids;

/**
 * Memberships: what the group's home granted or ended, and what the member gave up. The two come in any order; a leave
 * request ends the version that it names and none after it.
 */
public final class MembershipTable {

    /**
     * What a batch says of one membership.
     *
     * @param endedVersion the newest version at which it has ended
     */
    private record Row(String groupId, String memberId, Newest newest, int endedVersion, GivenUp givenUp) {

        static Row of(MembershipGranted it) {
            var newest = new Newest(it.getVersion(), it.getRole(), it.getOccurredAt(),
                    new Begin(it.getVersion(), it.getOccurredAt()), false, null, registration(it),
                    new Rights(it.getReadsUntil(), it.getWritesUntil()));
            return new Row(it.getGroupId(), it.getMemberId(), newest, 0, GivenUp.NOTHING);
        }

        private static @Nullable Registration registration(MembershipGranted it) {
            return it.getRegister() == null || it.getCheckedAt() == null || it.getRegisteredUntil() == null
                    ? null
                    : new Registration(it.getRegister(), it.getCheckedAt(), it.getRegisteredUntil());
        }

        static Row of(MembershipEnded it) {
            var newest = new Newest(it.getVersion(), null, it.getOccurredAt(), null,
                    it.getReason() == EndReason.REMOVED, it.getBannedUntil(), null, Rights.ALL);
            return new Row(it.getGroupId(), it.getMemberId(), newest, it.getVersion(), GivenUp.NOTHING);
        }

        static Row of(BanLifted it) {
            var newest = new Newest(it.getVersion(), null, it.getOccurredAt(), null, true, null, null,
                    Rights.ALL);
            return new Row(it.getGroupId(), it.getMemberId(), newest, 0, GivenUp.NOTHING);
        }

        static Row of(LeaveRequested it) {
            return new Row(it.getGroupId(), it.getMemberId(), Newest.NONE, 0,
                    new GivenUp(it.getMembershipVersion(), it.getId(), it.getOccurredAt()));
        }

        String id() {
            return Ids.derived(groupId, memberId);
        }

        Row and(Row other) {
            return new Row(groupId, memberId, newest.and(other.newest), Math.max(endedVersion, other.endedVersion),
                    givenUp.and(other.givenUp));
        }

        /** Whether it is about a member of this node and a group of another. */
        boolean isElsewhere(String here) {
            return Ids.home(memberId).equals(here) && !Ids.home(groupId).equals(here);
        }
    }

    /**
     * The newest version.
     *
     * @param begin the version since which there was no break, as far as a batch tells
     */
    private record Newest(int version, @Nullable Role role, @Nullable Instant since, @Nullable Begin begin,
            boolean removed, @Nullable Instant bannedUntil, @Nullable Registration registration, Rights rights) {

        /** Nothing was granted yet, or not in this batch. */
        static final Newest NONE = new Newest(0, null, null, null, false, null, null, Rights.ALL);

        Newest and(Newest other) {
            Newest newer = other.version > version ? other : this;
            Newest older = newer == this ? other : this;
            Begin goesOn = newer.begin == null || older.begin == null ? newer.begin : older.begin;
            return new Newest(newer.version, newer.role, newer.since, goesOn, newer.removed, newer.bannedUntil,
                    newer.registration, newer.rights);
        }
    }

    private record Begin(int version, Instant at) {}

    /**
     * What the member gave up.
     *
     * @param at when they last left, whatever they gave up then
     */
    private record GivenUp(int version, @Nullable String request, @Nullable Instant at) {

        static final GivenUp NOTHING = new GivenUp(0, null, null);

        /** Of two requests that give up the same version the one with the lower id counts, whichever comes first. */
        GivenUp and(GivenUp other) {
            boolean later = other.version > version || other.version == version && other.request != null
                    && (request == null || other.request.compareTo(request) < 0);
            GivenUp counts = later ? other : this;
            return new GivenUp(counts.version, counts.request, newest(other.at));
        }

        private @Nullable Instant newest(@Nullable Instant other) {
            if (at == null || other == null) {
                return at == null ? other : at;
            }
            return other.isAfter(at) ? other : at;
        }
    }

    private static final String UPSERT = """
            ON CONFLICT (id) DO UPDATE
              SET (version, role, since, removed, banned_until, register, checked_at, registered_until, reads_until,
                   writes_until) = (
                    SELECT newest.*
                    FROM (VALUES (m.version, m.role, m.since, m.removed, m.banned_until, m.register, m.checked_at,
                                  m.registered_until, m.reads_until, m.writes_until),
                                 (excluded.version, excluded.role, excluded.since, excluded.removed,
                                  excluded.banned_until, excluded.register, excluded.checked_at,
                                  excluded.registered_until, excluded.reads_until, excluded.writes_until))
                      AS newest(version, role, since, removed, banned_until, register, checked_at, registered_until,
                                reads_until, writes_until)
                    ORDER BY newest.version DESC LIMIT 1),
                  (joined_version, joined_at) = (
                    SELECT b.joined_version, b.joined_at
                    FROM (VALUES (m.joined_version, m.joined_at,
                                  excluded.version <= m.version OR excluded.joined_version <= m.version + 1),
                                 (excluded.joined_version, excluded.joined_at, excluded.version > m.version))
                      AS b(joined_version, joined_at, counts)
                    WHERE b.counts AND b.joined_version IS NOT NULL
                    ORDER BY b.joined_version LIMIT 1),
                  left_at = greatest(m.left_at, excluded.left_at),
                  ended_version = greatest(m.ended_version, excluded.ended_version),
                  (left_version, left_request) = (
                    SELECT given_up.version, given_up.request
                    FROM (VALUES (m.left_version, m.left_request),
                                 (excluded.left_version, excluded.left_request)) AS given_up(version, request)
                    ORDER BY given_up.version DESC, given_up.request COLLATE "C" LIMIT 1)""";

    private final Columns<Row> row;
    private final String upsert;

    /** @param here this node's alias */
    public MembershipTable(String here) {
        row = columns().bool("elsewhere", it -> it.isElsewhere(here));
        upsert = row.insertInto("membership AS m") + UPSERT;
    }

    private static Columns<Row> columns() {
        return Columns.of(Row.class).text("id", Row::id).text("group_id", Row::groupId)
                .text("member_id", Row::memberId).int4("version", row -> row.newest().version())
                .text("role", row -> row.newest().role() == null ? null : row.newest().role().name())
                .instant("since", row -> row.newest().since())
                .int4("joined_version", row -> row.newest().begin() == null ? null : row.newest().begin().version())
                .instant("joined_at", row -> row.newest().begin() == null ? null : row.newest().begin().at())
                .bool("removed", row -> row.newest().removed())
                .instant("banned_until", row -> row.newest().bannedUntil())
                .text("register", row -> registration(row, Registration::register))
                .instant("checked_at", row -> registration(row, Registration::checkedAt))
                .instant("registered_until", row -> registration(row, Registration::until))
                .instant("reads_until", row -> row.newest().rights().readsUntil())
                .instant("writes_until", row -> row.newest().rights().writesUntil())
                .int4("left_version", row -> row.givenUp().version())
                .text("left_request", row -> row.givenUp().request()).instant("left_at", row -> row.givenUp().at())
                .int4("ended_version", Row::endedVersion);
    }

    private static <T> @Nullable T registration(Row row, Function<Registration, T> part) {
        Registration registration = row.newest().registration();
        return registration == null ? null : part.apply(registration);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case MembershipGranted granted -> merge(rows, Row.of(granted));
                case MembershipEnded ended -> merge(rows, Row.of(ended));
                case BanLifted lifted -> merge(rows, Row.of(lifted));
                case LeaveRequested leaving -> merge(rows, Row.of(leaving));
                default -> {
                }
            }
        }
        return List.of(row.bind(upsert, List.copyOf(rows.values())));
    }

    private static void merge(Map<String, Row> rows, Row row) {
        rows.merge(row.id(), row, Row::and);
    }
}
