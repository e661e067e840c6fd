package org.meridian.community;

import static org.meridian.schemas.Topics.DOMESTIC_BLOCKS;
import static org.meridian.schemas.Topics.DOMESTIC_CHARTERS;
import static org.meridian.schemas.Topics.DOMESTIC_MEMBERSHIP;
import static org.meridian.schemas.Topics.DOMESTIC_POSTS;
import static org.meridian.schemas.Topics.SHARED_CHARTERS;
import static org.meridian.schemas.Topics.SHARED_MEMBERSHIP;
import static org.meridian.schemas.Topics.SHARED_POSTS;
import static org.meridian.schemas.Topics.SHARED_PROFILES;
import static org.meridian.schemas.Topics.TO_REQUESTS;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.schemas.Topics;

/**
 * The part of a service's rows that says which groups there are, who takes part in them, what they are
 * called, of whom they want to hear nothing, what groups' homes have decided about posts, and which replies answer questions. A
 * service opens its database with {@link #TABLES}, applies {@link #topics}, and makes {@link #on} a part of its own.
 */
public final class Community {

    /** The folder of the migrations. */
    public static final String TABLES = "community";

    private static final List<String> TOPICS = List.of(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP, TO_REQUESTS,
            SHARED_PROFILES, SHARED_CHARTERS, DOMESTIC_CHARTERS, DOMESTIC_BLOCKS, SHARED_POSTS, DOMESTIC_POSTS);

    private Community() {}

    /** What these tables come from, and what the service applies besides. */
    public static Pattern topics(String... own) {
        return Topics.pattern(Stream.concat(TOPICS.stream(), Stream.of(own)).toArray(String[]::new));
    }

    /** What a rebuild empties. */
    public static List<String> tables() {
        return List.of("known_group", "group_name", "profile", "membership_version", "membership", "leave_requested",
                "asked", "blocks", "standing", "answer_choice");
    }

    /** @param here this node's alias */
    public static List<BulkStatement> on(List<Entry> entries, String here) {
        return Stream.of(GroupTable.on(entries), ProfileTable.on(entries), MembershipTable.on(entries, here),
                AskedTable.on(entries), BlockTable.on(entries), StandingTable.on(entries),
                AnswerTable.on(entries))
                .flatMap(List::stream).toList();
    }
}
