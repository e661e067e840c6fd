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

/** Every version of every membership, the newest of each with since when it goes on, and who has asked to leave. */
final class MembershipTable {

    /** One version; the role is null where the membership ended. */
    private record Version(String id, String groupId, String memberId, int version, @Nullable Role role, Instant at) {

        boolean mayWrite() {
            return role != null && Roles.mayWrite(role);
        }
    }

    /**
     * What several versions in a row come to.
     *
     * @param begin the version since which there was no break among them; null if the last has ended it
     */
    private record Newest(Version version, @Nullable Version begin) {

        static Newest of(Version version) {
            return new Newest(version, version.role() == null ? null : version);
        }

        Newest then(Newest next) {
            return new Newest(next.version, next.begin == null || begin == null ? next.begin : begin);
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
            Role role = role();
            return role != null && Roles.mayModerate(role);
        }
    }

    private static final Columns<Version> VERSION = Columns.of(Version.class).text("group_id", Version::groupId)
            .text("member_id", Version::memberId).int4("version", Version::version)
            .text("role", version -> name(version.role())).bool("may_write", Version::mayWrite);
    private static final String INSERT_VERSIONS = VERSION.insertInto("membership_version") + "ON CONFLICT DO NOTHING";

    private static final Columns<Newest> NEWEST = Columns.of(Newest.class)
            .text("group_id", it -> it.version().groupId()).text("member_id", it -> it.version().memberId())
            .int4("version", it -> it.version().version()).text("role", it -> name(it.role()))
            .bool("may_read", Newest::mayRead).bool("may_moderate", Newest::mayModerate)
            .int4("since_version", it -> it.begin() == null ? null : it.begin().version())
            .instant("since", it -> it.begin() == null ? null : it.begin().at());
    /** One that begins with the version after the one that is known goes on with it, unless that has ended it. */
    private static final String UPSERT_NEWEST = NEWEST.insertInto("membership AS m") + """
            ON CONFLICT (member_id, group_id) DO UPDATE SET
              version = excluded.version, role = excluded.role,
              may_read = excluded.may_read, may_moderate = excluded.may_moderate,
              (since_version, since) = (
                SELECT b.since_version, b.since
                FROM (VALUES (m.since_version, m.since, excluded.since_version <= m.version + 1),
                             (excluded.since_version, excluded.since, true)) AS b(since_version, since, goes_on)
                WHERE b.goes_on AND b.since_version IS NOT NULL
                ORDER BY b.since_version LIMIT 1)
              WHERE excluded.version > m.version""";

    private static final Columns<LeaveRequested> LEAVING = Columns.of(LeaveRequested.class)
            .text("group_id", LeaveRequested::getGroupId).text("member_id", LeaveRequested::getMemberId)
            .int4("version", LeaveRequested::getMembershipVersion);
    private static final String INSERT_LEAVING = LEAVING.insertInto("leave_requested") + "ON CONFLICT DO NOTHING";

    private MembershipTable() {}

    static List<BulkStatement> on(List<Entry> entries) {
        List<Version> versions = new ArrayList<>();
        Map<String, Newest> newest = new LinkedHashMap<>();
        List<LeaveRequested> leaving = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case MembershipGranted it -> versions.add(new Version(it.getId(), it.getGroupId(), it.getMemberId(),
                        it.getVersion(), it.getRole(), it.getOccurredAt()));
                case MembershipEnded it -> versions.add(new Version(it.getId(), it.getGroupId(), it.getMemberId(),
                        it.getVersion(), null, it.getOccurredAt()));
                case LeaveRequested it -> leaving.add(it);
                default -> {
                }
            }
        }
        versions.forEach(it -> newest.merge(it.id(), Newest.of(it), Newest::then));
        return List.of(VERSION.bind(INSERT_VERSIONS, versions),
                NEWEST.bind(UPSERT_NEWEST, List.copyOf(newest.values())), LEAVING.bind(INSERT_LEAVING, leaving));
    }

    private static @Nullable String name(@Nullable Role role) {
        return role == null ? null : role.name();
    }
}
