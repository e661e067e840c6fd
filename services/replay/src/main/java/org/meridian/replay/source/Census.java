package org.meridian.replay.source;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.eventlog.serde.Undecodable;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.schemas.RecordType;
import org.meridian.schemas.SchemaLock;

/**
 * How many members each group has, by the facts read so far. Memory: some 150 bytes for each membership.
 */
public final class Census {

    /** In a smaller group it would be too easy to find out who is who. */
    public static final int MIN_MEMBERS = 5;

    private record Membership(String groupId, int version, boolean member) {}

    private final Map<String, Membership> memberships = new HashMap<>();
    private final Set<String> created = new HashSet<>();

    private Census() {}

    public static Census of(Cluster cluster, List<Plan.Source> membershipTopics) {
        Census census = new Census();
        Codec codec = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
        new TopicReader(cluster, membershipTopics).read((source, record) -> {
            if (record.value() != null) {
                census.count(membershipTopics.get(source), record.value(), codec);
            }
        });
        return census;
    }

    private void count(Plan.Source source, ByteBuffer value, Codec codec) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        try {
            SpecificRecord fact = codec.decode(source.country(), bytes);
            if (RecordType.of(fact).rules(source.topic(), source.country()).objection(fact).isEmpty()) {
                count(fact);
            }
        } catch (Undecodable e) {
            // What is no fact of membership changes no count; the replay itself counts what cannot be read.
            return;
        }
    }

    private void count(SpecificRecord fact) {
        switch (fact) {
            case GroupCreated group -> created.add(group.getId());
            case MembershipGranted granted -> remember(granted.getId(),
                    new Membership(granted.getGroupId(), granted.getVersion(), true));
            case MembershipEnded ended -> remember(ended.getId(),
                    new Membership(ended.getGroupId(), ended.getVersion(), false));
            default -> {
                // No other fact says who is a member.
            }
        }
    }

    private void remember(String id, Membership membership) {
        memberships.merge(id, membership, (before, now) -> now.version() > before.version() ? now : before);
    }

    /** The groups that have {@link #MIN_MEMBERS} members or more. */
    public Set<String> largeGroups() {
        Map<String, Integer> members = new HashMap<>();
        memberships.values().stream().filter(Membership::member)
                .forEach(it -> members.merge(it.groupId(), 1, Integer::sum));
        members.values().removeIf(count -> count < MIN_MEMBERS);
        return members.keySet();
    }

    /** The groups that are known and have fewer. */
    public Set<String> smallGroups() {
        Set<String> small = new HashSet<>(created);
        memberships.values().forEach(it -> small.add(it.groupId()));
        small.removeAll(largeGroups());
        return small;
    }
}
