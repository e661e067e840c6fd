package org.meridian.notifications.knowledge;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RemovalReason;
import org.meridian.events.membership.Role;
import org.meridian.schemas.Ids;

/** What others decide about the memberships of this node's members who have not asked for it, and why. */
public final class MembershipNewsTable {

    private record News(String groupId, String memberId, int version, String kind, @Nullable Role role,
            @Nullable Instant bannedUntil, String actorId, Instant at) {

        static News of(MembershipGranted it) {
            return new News(it.getGroupId(), it.getMemberId(), it.getVersion(), "GRANTED", it.getRole(), null,
                    it.getActorId(), it.getOccurredAt());
        }

        static News of(MembershipEnded it) {
            return new News(it.getGroupId(), it.getMemberId(), it.getVersion(), "REMOVED", null, it.getBannedUntil(),
                    it.getActorId(), it.getOccurredAt());
        }

        static News of(BanLifted it) {
            return new News(it.getGroupId(), it.getMemberId(), it.getVersion(), "BAN_LIFTED", null, null,
                    it.getActorId(), it.getOccurredAt());
        }

        String id() {
            return Ids.named(Ids.home(groupId), "membership " + Ids.derived(groupId, memberId) + " " + version);
        }

        boolean isByOthers() {
            return !actorId.equals(memberId);
        }
    }

    private static final Columns<News> NEWS = Columns.of(News.class).text("id", News::id)
            .text("group_id", News::groupId).text("member_id", News::memberId).int4("version", News::version)
            .text("kind", News::kind).text("role", it -> it.role() == null ? null : it.role().name())
            .instant("banned_until", News::bannedUntil).text("actor_id", News::actorId)
            .instant("decided_at", News::at);
    private static final String INSERT = NEWS.insertInto("membership_news") + "ON CONFLICT DO NOTHING";

    private static final Columns<News> TELLING = Columns.of(News.class).text("news_id", News::id);
    private static final String TELL = TELLING.insertInto("awaits_telling") + "ON CONFLICT DO NOTHING";

    private static final Columns<RemovalReason> REASON = Columns.of(RemovalReason.class)
            .text("id", RemovalReason::getId).int4("version", RemovalReason::getVersion)
            .text("reason", RemovalReason::getReason);
    private static final String UPSERT_REASONS = REASON.insertInto("removal_reason AS r") + """
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, reason = excluded.reason
              WHERE excluded.version > r.version""";

    private final String node;

    /** @param node this node's alias */
    public MembershipNewsTable(String node) {
        this.node = node;
    }

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, News> all = new LinkedHashMap<>();
        for (Entry entry : entries) {
            News news = newsOf(entry);
            if (news != null && news.isByOthers() && Ids.home(news.memberId()).equals(node)) {
                all.putIfAbsent(news.id(), news);
            }
        }
        List<News> news = List.copyOf(all.values());
        return List.of(NEWS.bind(INSERT, news), TELLING.bind(TELL, news),
                REASON.bind(UPSERT_REASONS, Batch.newest(entries, RemovalReason.class)));
    }

    private static @Nullable News newsOf(Entry entry) {
        return switch (entry.body()) {
            case MembershipGranted it when it.getRequestId() == null -> News.of(it);
            case MembershipEnded it when it.getReason() == EndReason.REMOVED -> News.of(it);
            case BanLifted it -> News.of(it);
            default -> null;
        };
    }
}
