package org.meridian.posts.rows;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.meridian.community.Community;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.posts.Posts;
import org.meridian.posts.publishing.ArrivalTable;
import org.meridian.posts.publishing.PostTable;
import org.meridian.posts.ruling.RulingTable;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** All tables of posts, as the log writes them. */
@Component
@Posts
final class PostsReadModel implements ReadModel {

    private final String node;
    private final ArrivalTable arrivals;

    @Autowired
    PostsReadModel(NodeSettings settings, Clock clock) {
        this(settings.node(), clock);
    }

    /** @param node this node's alias */
    PostsReadModel(String node, Clock clock) {
        this.node = node;
        this.arrivals = new ArrivalTable(clock);
    }

    @Override
    public List<BulkStatement> on(List<Entry> entries) {
        return Stream.of(Community.on(entries, node), PostTable.on(entries), arrivals.on(entries),
                RulingTable.on(entries, node)).flatMap(List::stream).toList();
    }

    @Override
    public List<String> tables() {
        return Stream.concat(Community.tables().stream(), Stream.of("post", "group_state", "awaits_ruling")).toList();
    }

    @Override
    public int codeVersion() {
        return 9;
    }
}
