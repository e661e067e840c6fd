package org.meridian.posts;

import java.util.List;
import java.util.stream.Stream;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.posts.members.AuthorTable;
import org.meridian.posts.members.MembershipTable;
import org.meridian.posts.publishing.ArrivalTable;
import org.meridian.posts.publishing.PostTable;

/** All tables of posts, as the log writes them. */
final class PostsReadModel implements ReadModel {

    private final MembershipTable memberships;
    private final AuthorTable authors;
    private final PostTable posts;
    private final ArrivalTable arrivals;

    PostsReadModel(MembershipTable memberships, AuthorTable authors, PostTable posts, ArrivalTable arrivals) {
        this.memberships = memberships;
        this.authors = authors;
        this.posts = posts;
        this.arrivals = arrivals;
    }

    @Override
    public List<BulkStatement> on(List<Entry> entries) {
        return Stream.of(memberships.on(entries), authors.on(entries), posts.on(entries), arrivals.on(entries))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> tables() {
        return List.of("known_group", "membership_version", "leave_requested", "author", "post");
    }

    @Override
    public int codeVersion() {
        return 1;
    }
}
