package org.meridian.community;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.schemas.Ids;

/** Every version of every membership, the newest of each with since when it goes on, and who has asked to leave. */
final class MembershipTable {

    /** One version; the role is null where the membership ended. Until when it lets its holder read and write: null without end. */
    private record Version(String id, String groupId, String memberId, int version, @Nullable Role role, Instant at,
            @Nullable Instant readsUntil, @Nullable Instant writesUntil) {

        boolean mayWrite() {
            return role != null && Roles.mayWrite(role);
        }

        boolean mayModerate() {
            return role != null && Roles.mayModerate(role);
        }
    }

    /**
     * What several versions in a row come to.
     *
     * @param begin        the version since which there was no break among them; null if the last has ended it
     * @param endedVersion the last that has ended it, 0 for none
     */
    private record Newest(Version version, @Nullable Version begin, int endedVersion) {

        static Newest of(Version version) {
            return version.role() == null
                    ? new Newest(version, null, version.version())
                    : new Newest(version, version, 0);
        }

        Newest then(Newest next) {
            return new Newest(next.version, next.begin == null || begin == null ? next.begin : begin,
                    Math.max(endedVersion, next.endedVersion));
        }

        /** Whether it is about a member of this node and a group of another. */
        boolean isElsewhere(String here) {
            return Ids.home(version.memberId()).equals(here) && !Ids.home(version.groupId()).equals(here);
        }

        @Nullable
        Role role() {
            return version.role();
        }

        boolean mayRead() {
            Role role = role();
            return role != null && Roles.mayRead(role);
        }

        boolean mayModerate() {
            return version.mayModerate();
        }
    }

    private static final Columns<Version> VERSION = Columns.of(Version.class).text("group_id", Version::groupId)
            .text("member_id", Version::memberId).int4("version", Version::version)
            .text("role", version -> name(version.role())).bool("may_write", Version::mayWrite)
            .bool("may_moderate", Version::mayModerate)
            .instant("writes_until", Version::writesUntil).instant("at", Version::at);
    private static final String INSERT_VERSIONS = VERSION.insertInto("membership_version") + "ON CONFLICT DO NOTHING";

    /** With what the statement needs to know of this node. */
    private record Row(Newest newest, boolean elsewhere) {}

    private static final Columns<Row> NEWEST = Columns.of(Row.class)
            .text("group_id", it -> it.newest.version().groupId())
            .text("member_id", it -> it.newest.version().memberId())
            .int4("version", it -> it.newest.version().version()).text("role", it -> name(it.newest.role()))
            .bool("may_read", it -> it.newest.mayRead()).bool("may_moderate", it -> it.newest.mayModerate())
            .int4("since_version", it -> it.newest.begin() == null ? null : it.newest.begin().version())
            .instant("since", it -> it.newest.begin() == null ? null : it.newest.begin().at())
            .instant("reads_until", it -> it.newest.version().readsUntil())
            .instant("writes_until", it -> it.newest.version().writesUntil())
            .int4("ended_version", it -> it.newest.endedVersion()).bool("elsewhere", Row::elsewhere);
    /** One that begins with the version after the one that is known goes on with it, unless that has ended it. */
    private static final String UPSERT_NEWEST = NEWEST.insertInto("membership AS m") + """
            ON CONFLICT (member_id, group_id) DO UPDATE SET
              version = excluded.version, role = excluded.role,
              may_read = excluded.may_read, may_moderate = excluded.may_moderate,
              reads_until = excluded.reads_until, writes_until = excluded.writes_until,
              ended_version = greatest(m.ended_version, excluded.ended_version),
              (since_version, since) = (
                SELECT b.since_version, b.since
                FROM (VALUES (m.since_version, m.since, excluded.since_version <= m.version + 1),
                             (excluded.since_version, excluded.since, true)) AS b(since_version, since, goes_on)
                WHERE b.goes_on AND b.since_version IS NOT NULL
                ORDER BY b.since_version LIMIT 1)
              WHERE excluded.version > m.version""";

    private static final Columns<LeaveRequested> LEAVING = Columns.of(LeaveRequested.class)
            .text("group_id", LeaveRequested::getGroupId).text("member_id", LeaveRequested::getMemberId)
            .int4("version", LeaveRequested::getMembershipVersion)
            .instant("requested_at", LeaveRequested::getOccurredAt);
    private static final String INSERT_LEAVING = LEAVING.insertInto("leave_requested") + "ON CONFLICT DO NOTHING";

    private MembershipTable() {}

    static List<BulkStatement> on(List<Entry> entries, String here) {
        List<Version> versions = new ArrayList<>();
        Map<String, Newest> newest = new LinkedHashMap<>();
        List<LeaveRequested> leaving = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case MembershipGranted it -> versions.add(new Version(it.getId(), it.getGroupId(), it.getMemberId(),
                        it.getVersion(), it.getRole(), it.getOccurredAt(), it.getReadsUntil(), it.getWritesUntil()));
                case MembershipEnded it -> versions.add(new Version(it.getId(), it.getGroupId(), it.getMemberId(),
                        it.getVersion(), null, it.getOccurredAt(), null, null));
                case LeaveRequested it -> leaving.add(it);
                default -> {
                }
            }
        }
        versions.forEach(it -> newest.merge(it.id(), Newest.of(it), Newest::then));
        return List.of(VERSION.bind(INSERT_VERSIONS, versions),
                NEWEST.bind(UPSERT_NEWEST,
                        newest.values().stream().map(it -> new Row(it, it.isElsewhere(here))).toList()),
                LEAVING.bind(INSERT_LEAVING, leaving));
    }

    private static @Nullable String name(@Nullable Role role) {
        return role == null ? null : role.name();
    }
}
