package org.meridian.community;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;

/**
 * How a group is found and joined, as the newest fact of it says. A group's facts come in order, so a row that begins with a
 * change finds the group in the table.
 *
 * @param createdAt of a change alone, when that was made
 * @param changedAt when the newest fact was decided
 */
public record GroupRow(String id, int version, Instant createdAt, Instant changedAt, String scope, String visibility,
        String joining,
        String mail) {

    /** One row for each group that these entries speak of. */
    public static List<GroupRow> of(List<Entry> entries) {
        Map<String, GroupRow> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            GroupRow row = rowOf(entry);
            if (row != null) {
                rows.merge(row.id(), row, GroupRow::and);
            }
        }
        return List.copyOf(rows.values());
    }

    private static @Nullable GroupRow rowOf(Entry entry) {
        return switch (entry.body()) {
            case GroupCreated it -> new GroupRow(it.getId(), it.getVersion(), it.getOccurredAt(), it.getOccurredAt(),
                    it.getScope().name(),
                    it.getVisibility().name(), it.getJoining().name(), it.getMail().name());
            case GroupChanged it -> new GroupRow(it.getId(), it.getVersion(), it.getOccurredAt(), it.getOccurredAt(),
                    it.getScope().name(),
                    it.getVisibility().name(), it.getJoining().name(), it.getMail().name());
            default -> null;
        };
    }

    private GroupRow and(GroupRow other) {
        GroupRow newest = other.version > version ? other : this;
        Instant earliest = other.createdAt.isBefore(createdAt) ? other.createdAt : createdAt;
        return new GroupRow(id, newest.version, earliest, newest.changedAt, newest.scope, newest.visibility,
                newest.joining, newest.mail);
    }
}
