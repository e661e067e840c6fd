package org.meridian.posts;

import java.time.Clock;
import java.util.regex.Pattern;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.event.ServiceReadModel;
import org.meridian.posts.members.AuthorTable;
import org.meridian.posts.members.MembershipTable;
import org.meridian.posts.publishing.ArrivalTable;
import org.meridian.posts.publishing.PostTable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of posts for writing them a second time. */
public final class ShadowPosts implements ServiceReadModel {

    @Override
    public String service() {
        return PostsConfiguration.SCHEMA;
    }

    @Override
    public Pattern topics() {
        return PostsConfiguration.TOPICS;
    }

    @Override
    public ReadModel in(String schema, JdbcClient jdbc, Clock clock) {
        return new PostsReadModel(new MembershipTable(jdbc, schema), new AuthorTable(schema), new PostTable(schema),
                new ArrivalTable(clock, schema));
    }
}
