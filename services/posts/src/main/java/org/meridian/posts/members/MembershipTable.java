package org.meridian.posts.members;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Visibility;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Groups and every version of every membership. */
public final class MembershipTable {

    private static final Set<Visibility> KNOWABLE = Set.of(Visibility.LISTED, Visibility.UNLISTED);

    private record Version(String groupId, String memberId, int version, @Nullable Role role) {}

    private final JdbcClient jdbc;
    private final String insertGroups;
    private final String insertVersions;
    private final String insertLeaving;
    private final String select;

    public MembershipTable(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        this.insertGroups = "INSERT INTO %s.known_group SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING"
                .formatted(schema);
        this.insertVersions = "INSERT INTO %s.membership_version SELECT * FROM unnest(?, ?, ?, ?) ON CONFLICT DO NOTHING"
                .formatted(schema);
        this.insertLeaving = "INSERT INTO %s.leave_requested SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING"
                .formatted(schema);
        this.select = """
                SELECT g.domestic, g.may_be_known, p.version, p.role
                FROM %1$s.known_group g LEFT JOIN %1$s.participant p ON p.group_id = g.id AND p.member_id = :member
                WHERE g.id = :group""".formatted(schema);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        List<Entry> created = new ArrayList<>();
        List<Version> versions = new ArrayList<>();
        List<LeaveRequested> leaving = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case GroupCreated ignored -> created.add(entry);
                case MembershipGranted granted -> versions.add(new Version(granted.getGroupId(), granted.getMemberId(),
                        granted.getVersion(), granted.getRole()));
                case MembershipEnded ended -> versions
                        .add(new Version(ended.getGroupId(), ended.getMemberId(), ended.getVersion(), null));
                case LeaveRequested request -> leaving.add(request);
                default -> {
                }
            }
        }
        List<BulkStatement> writes = new ArrayList<>();
        if (!created.isEmpty()) {
            writes.add(BulkStatement.of(insertGroups, ArrayParameter.text(created, Entry::id),
                    ArrayParameter.booleans(created, group -> group.topic().equals(Topics.membership(true))),
                    ArrayParameter.booleans(created,
                            group -> KNOWABLE.contains(((GroupCreated) group.body()).getVisibility()))));
        }
        if (!versions.isEmpty()) {
            writes.add(BulkStatement.of(insertVersions, ArrayParameter.text(versions, Version::groupId),
                    ArrayParameter.text(versions, Version::memberId), ArrayParameter.ints(versions, Version::version),
                    ArrayParameter.text(versions, version -> version.role() == null ? null : version.role().name())));
        }
        if (!leaving.isEmpty()) {
            writes.add(BulkStatement.of(insertLeaving, ArrayParameter.text(leaving, LeaveRequested::getGroupId),
                    ArrayParameter.text(leaving, LeaveRequested::getMemberId),
                    ArrayParameter.ints(leaving, LeaveRequested::getMembershipVersion)));
        }
        return writes;
    }

    /** What a member is in a group, as far as this service knows by now; empty for a group it doesn't know. */
    Optional<Participation> find(String groupId, String memberId) {
        return jdbc.sql(select).param("member", memberId).param("group", groupId).<Participation>query((row, i) -> {
            String role = row.getString("role");
            return role == null
                    ? new Participation.Outsider(row.getBoolean("may_be_known"))
                    : new Participation.Participant(groupId, memberId, row.getInt("version"), Role.valueOf(role),
                            row.getBoolean("domestic"));
        }).optional();
    }
}
