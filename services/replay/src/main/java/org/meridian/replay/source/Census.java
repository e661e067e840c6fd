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
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;

/**
 * How many members each group has, as far as the log goes. It keeps a line for each membership in memory, some 150 bytes.
 */
public final class Census {

    /** In a group of fewer, who is who would be too easy to tell. */
    public static final int FEWEST = 5;

    private record Standing(String groupId, int version, boolean member) {}

    private final Map<String, Standing> memberships = new HashMap<>();
    private final Set<String> founded = new HashSet<>();

    private Census() {}

    public static Census of(Cluster cluster, List<Plan.Source> membershipTopics) {
        Census census = new Census();
        Codec codec = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
        new TopicReader(cluster, membershipTopics).read((source, record) -> {
            if (record.value() != null) {
                census.count(membershipTopics.get(source).country(), record.value(), codec);
            }
        });
        return census;
    }

    private void count(String country, ByteBuffer value, Codec codec) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        try {
            SpecificRecord fact = codec.decode(country, bytes);
            if (fact.get(1) instanceof String id && Ids.home(id).equals(country)) {
                count(fact);
            }
        } catch (Undecodable | ClassCastException e) {
            // What is not a fact of membership counts nobody; the replay itself says how many it could not read.
            return;
        }
    }

    private void count(SpecificRecord fact) {
        switch (fact) {
            case GroupCreated group -> founded.add(group.getId());
            case MembershipGranted granted -> stands(granted.getId(),
                    new Standing(granted.getGroupId(), granted.getVersion(), true));
            case MembershipEnded ended -> stands(ended.getId(),
                    new Standing(ended.getGroupId(), ended.getVersion(), false));
            default -> {
                // Nothing else tells who is a member.
            }
        }
    }

    private void stands(String id, Standing standing) {
        memberships.merge(id, standing, (before, now) -> now.version() > before.version() ? now : before);
    }

    /** The groups that have {@link #FEWEST} members or more. */
    public Set<String> largeGroups() {
        Map<String, Integer> members = new HashMap<>();
        memberships.values().stream().filter(Standing::member)
                .forEach(it -> members.merge(it.groupId(), 1, Integer::sum));
        members.values().removeIf(count -> count < FEWEST);
        return members.keySet();
    }

    /** The groups that are known and have fewer. */
    public Set<String> smallGroups() {
        Set<String> small = new HashSet<>(founded);
        memberships.values().forEach(it -> small.add(it.groupId()));
        small.removeAll(largeGroups());
        return small;
    }
}
