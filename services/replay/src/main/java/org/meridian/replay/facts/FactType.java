package org.meridian.replay.facts;

import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.meridian.schemas.Topics;

/** What a replay has to know of a type of facts besides its schema: the one place that looks a type up by its name. */
final class FactType {

    /** The types whose own id is a group's. */
    private static final Set<String> GROUPS = Set.of("GroupCreated");
    /** The field whose id must be of the writer's country, besides the aggregate's: A node believes only the home. */
    private static final Map<String, String> SPEAKS_FOR = Map.of("GroupCreated", "actorId", "PostPublished", "actorId",
            "ReplyPublished", "actorId", "PostWithdrawn", "actorId", "JoinRequested", "memberId", "JoinWithdrawn",
            "memberId", "LeaveRequested", "memberId");

    private FactType() {}

    /** Whether this release knows the type, and it is one of facts. */
    static boolean isFact(String fullName) {
        return Topics.types().contains(fullName)
                && Topics.bases(fullName).stream().allMatch(base -> Topics.kindOf(base) == Topics.Kind.FACTS);
    }

    /** The service that writes it. */
    static String owner(String fullName) {
        return Topics.owner(fullName);
    }

    /** @param topic without the prefix of a mirrored one */
    static boolean mayStandIn(String fullName, String topic) {
        return Topics.mayStandIn(fullName, topic);
    }

    static boolean isGroup(Schema writer, String field) {
        return field.equals("groupId") || field.equals("id") && GROUPS.contains(writer.getName());
    }

    static boolean speaksFor(Schema writer, String field) {
        return field.equals(SPEAKS_FOR.get(writer.getName()));
    }
}
