package org.meridian.posts.rows;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.meridian.community.Community;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.event.ServiceReadModel;
import org.meridian.posts.PostsConfiguration;

/** The rows of posts for writing them a second time. */
public final class ShadowPosts implements ServiceReadModel {

    @Override
    public String service() {
        return PostsConfiguration.SERVICE;
    }

    @Override
    public List<String> libraries() {
        return List.of(Community.TABLES);
    }

    @Override
    public Pattern topics() {
        return PostsConfiguration.TOPICS;
    }

    @Override
    public ReadModel in(Database database, String node, Clock clock) {
        return new PostsReadModel(node, clock);
    }

    @Override
    public Set<String> queues() {
        return Set.of("awaits_ruling");
    }
}
