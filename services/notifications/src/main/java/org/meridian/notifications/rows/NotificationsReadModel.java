package org.meridian.notifications.rows;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.meridian.community.Community;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.announcements.AnnouncementTable;
import org.meridian.notifications.knowledge.HomeTable;
import org.meridian.notifications.knowledge.ItemTable;
import org.meridian.notifications.knowledge.MembershipNewsTable;
import org.meridian.notifications.knowledge.RecipientTable;
import org.meridian.notifications.knowledge.RequestTable;
import org.meridian.notifications.notices.AcceptedAnswers;
import org.meridian.notifications.notices.NoticeTable;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** All tables of notifications, as the log writes them. */
@Component
@Notifications
final class NotificationsReadModel implements ReadModel {

    private final String node;
    private final RecipientTable recipients;
    private final ItemTable items = new ItemTable();
    private final RequestTable requests = new RequestTable();
    private final MembershipNewsTable memberships;
    private final NoticeTable notices = new NoticeTable();
    private final HomeTable homes = new HomeTable();
    private final AnnouncementTable announcements = new AnnouncementTable();

    @Autowired
    NotificationsReadModel(NodeSettings settings, Clock clock) {
        this(settings.node(), clock);
    }

    /** @param node this node's alias */
    NotificationsReadModel(String node, Clock clock) {
        this.node = node;
        this.recipients = new RecipientTable(clock);
        this.memberships = new MembershipNewsTable(node);
    }

    /** Each table is written by one statement at the most; those for what is decided here can be parts of a single one. */
    @Override
    public List<BulkStatement> on(List<Entry> entries) {
        return Stream
                .of(recipients.on(entries), Community.on(entries, node), items.on(entries), requests.on(entries),
                        memberships.on(entries), notices.on(entries), homes.on(entries), announcements.on(entries),
                        AcceptedAnswers.on(entries, node))
                .flatMap(List::stream).toList();
    }

    @Override
    public List<String> tables() {
        return Stream.concat(Community.tables().stream(), Stream.of("account", "preferences", "item", "join_request",
                "notice", "seen_home", "awaits_arrival", "awaits_planning", "awaits_announcement", "announcement",
                "membership_news",
                "removal_reason", "awaits_telling", "awaits_acceptance"))
                .toList();
    }

    @Override
    public int codeVersion() {
        return 11;
    }
}
