package org.meridian.posts.ruling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.meridian.community.GroupRow;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.events.posts.StandingGiven;
import org.meridian.schemas.Ids;

/**
 * Since when groups are closed and open, and which posts of this node's groups are to be looked at: each that comes, and once more
 * those that were here before the fact that bears on them.
 */
public final class RulingTable {

    private static final Columns<GroupRow> STATE = Columns.of(GroupRow.class).text("group_id", GroupRow::id)
            .int4("version", GroupRow::version).instant("at", GroupRow::changedAt).bool("closed", GroupRow::closed);
    private static final String INSERT_STATES = STATE.insertInto("group_state") + "ON CONFLICT DO NOTHING";

    private static final Columns<String> IDS = Columns.of(String.class).text("post_id", id -> id);
    private static final String LOOK_AT = IDS.insertInto("awaits_ruling") + "ON CONFLICT DO NOTHING";

    /** @param memberId whose posts it bears on; null for everybody's */
    private record Since(String groupId, @Nullable String memberId, Instant at) {}

    private static final Columns<Since> SINCE = Columns.of(Since.class).text("group_id", Since::groupId)
            .text("member_id", Since::memberId).instant("at", Since::at);
    private static final String LOOK_AGAIN = """
            INSERT INTO awaits_ruling (post_id)
            SELECT DISTINCT p.id FROM %s JOIN post p ON p.group_id = f.group_id
              AND (f.member_id IS NULL OR p.author_id = f.member_id) AND p.published_at >= f.at
            ORDER BY p.id ON CONFLICT DO NOTHING""".formatted(SINCE.as("f"));

    private RulingTable() {}

    /** @param here this node's alias */
    public static List<BulkStatement> on(List<Entry> entries, String here) {
        List<GroupRow> states = new ArrayList<>();
        TreeSet<String> written = new TreeSet<>();
        List<Since> since = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case GroupCreated it when isOf(here, it.getId()) -> states.add(GroupRow.of(it));
                case GroupChanged it when isOf(here, it.getId()) -> {
                    states.add(GroupRow.of(it));
                    since.add(new Since(it.getId(), null, it.getOccurredAt()));
                }
                case MembershipEnded it when isOf(here, it.getGroupId()) ->
                    since.add(new Since(it.getGroupId(), it.getMemberId(), it.getOccurredAt()));
                case MembershipGranted it when isOf(here, it.getGroupId()) && it.getVersion() > 1 ->
                    since.add(new Since(it.getGroupId(), it.getMemberId(), it.getOccurredAt()));
                case PostPublished it when isOf(here, it.getGroupId()) -> written.add(it.getId());
                case ReplyPublished it when isOf(here, it.getGroupId()) -> written.add(it.getId());
                case StandingGiven it when isOf(here, it.getGroupId()) -> written.add(it.getPostId());
                default -> {
                }
            }
        }
        return List.of(STATE.bind(INSERT_STATES, states), IDS.bind(LOOK_AT, List.copyOf(written)),
                SINCE.bind(LOOK_AGAIN, since));
    }

    private static boolean isOf(String here, String groupId) {
        return Ids.home(groupId).equals(here);
    }
}
