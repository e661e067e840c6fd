package org.meridian.community;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.GroupState;

/**
 * How a group is found and joined, as the newest fact of it says. A group's facts come in order, so a row that begins with a
 * change finds the group in the table.
 *
 * @param createdAt of a change alone, when that was made
 * @param changedAt when the newest fact was decided
 */
public record GroupRow(String id, int version, Instant createdAt, Instant changedAt, String scope, String visibility,
        String joining, String mail, boolean closed) {

    public static GroupRow of(GroupCreated it) {
        return new GroupRow(it.getId(), it.getVersion(), it.getOccurredAt(), it.getOccurredAt(), it.getScope().name(),
                it.getVisibility().name(), it.getJoining().name(), it.getMail().name(), false);
    }

    public static GroupRow of(GroupChanged it) {
        return new GroupRow(it.getId(), it.getVersion(), it.getOccurredAt(), it.getOccurredAt(), it.getScope().name(),
                it.getVisibility().name(), it.getJoining().name(), it.getMail().name(), isClosed(it.getState()));
    }

    /** In a state that is newer than this program nobody writes either. */
    private static boolean isClosed(@Nullable GroupState state) {
        return state != null && state != GroupState.OPEN;
    }

    /** One row for each group of a batch. */
    public void mergeInto(Map<String, GroupRow> rows) {
        rows.merge(id, this, GroupRow::and);
    }

    private GroupRow and(GroupRow other) {
        GroupRow newest = other.version > version ? other : this;
        Instant earliest = other.createdAt.isBefore(createdAt) ? other.createdAt : createdAt;
        return new GroupRow(id, newest.version, earliest, newest.changedAt, newest.scope, newest.visibility,
                newest.joining, newest.mail, newest.closed);
    }
}
