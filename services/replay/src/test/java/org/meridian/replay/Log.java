package org.meridian.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;

/** The Kafka of {@code uk} with what it and its peers have written, at times that the test chooses. */
public final class Log implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Codec CODEC = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
    private static final int PARTITIONS = 3;

    public final TestBroker kafka = RealServers.broker();
    private final Random chance = new Random(7);
    private final List<ProducerRecord<String, byte @Nullable []>> waiting = new ArrayList<>();
    private final Map<String, Integer> versions = new HashMap<>();

    public Log() {
        for (String topic : List.of(Topics.SHARED_MEMBERSHIP, Topics.SHARED_POSTS, Topics.SHARED_CONTENT,
                Topics.DOMESTIC_MEMBERSHIP, Topics.DOMESTIC_POSTS, Topics.SHARED_SCHEMAS,
                "nz." + Topics.SHARED_MEMBERSHIP, "nz." + Topics.SHARED_POSTS, "nz." + Topics.SHARED_CONTENT)) {
            topic(topic);
        }
    }

    public void topic(String name) {
        kafka.createTopic(name, PARTITIONS);
    }

    /** An id that this log would give again in the same place. */
    public String id(String home) {
        return home + "-" + new UUID(chance.nextLong() & 0xffffffffffff0fffL | 0x7000L,
                chance.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L);
    }

    private UUID eventId() {
        return new UUID(chance.nextLong(), chance.nextLong());
    }

    /** A group of that home with so many members, all of the same home. */
    public String group(String home, int members) {
        String id = id(home);
        String owner = id(home);
        write(home, Topics.SHARED_MEMBERSHIP, GroupCreated.newBuilder().setEventId(eventId()).setId(id).setVersion(1)
                .setOccurredAt(START).setActorId(owner).setScope(Scope.INTERNATIONAL).setVisibility(Visibility.LISTED)
                .setJoining(Joining.OPEN).setMail(MailContent.FULL).build());
        for (int i = 0; i < members; i++) {
            member(id, i == 0 ? owner : id(home), START.plusSeconds(i));
        }
        return id;
    }

    public void member(String group, String member, Instant at) {
        write(Ids.home(group), Topics.SHARED_MEMBERSHIP,
                MembershipGranted.newBuilder().setEventId(eventId()).setId(Ids.derived(group, member)).setVersion(1)
                        .setOccurredAt(at).setActorId(member).setGroupId(group).setMemberId(member)
                        .setRole(Role.MEMBER).build());
    }

    public String post(String group, String author, Instant at) {
        String id = id(Ids.home(author));
        write(Ids.home(author), Topics.SHARED_POSTS, PostPublished.newBuilder().setEventId(eventId()).setId(id)
                .setVersion(1).setOccurredAt(at).setActorId(author).setGroupId(group).setKind(Kind.QUESTION)
                .setMembershipVersion(1).build());
        return id;
    }

    public String reply(String group, String post, String author, Instant at) {
        String id = id(Ids.home(author));
        write(Ids.home(author), Topics.SHARED_POSTS, ReplyPublished.newBuilder().setEventId(eventId()).setId(id)
                .setVersion(1).setOccurredAt(at).setActorId(author).setGroupId(group).setPostId(post)
                .setMembershipVersion(1).build());
        return id;
    }

    public void withdraw(String group, String post, String author, Instant at) {
        write(Ids.home(author), Topics.SHARED_POSTS,
                PostWithdrawn.newBuilder().setEventId(eventId()).setId(post)
                        .setVersion(versions.merge(post, 2, Math::max)).setOccurredAt(at).setActorId(author)
                        .setGroupId(group).build());
    }

    public void content(String post, String title, String body) {
        write(Ids.home(post), Topics.SHARED_CONTENT, PostContent.newBuilder().setId(post).setVersion(1).setTitle(title)
                .setBody(body).setTags(List.of("bog")).build());
    }

    public void tombstone(String topic, String key) {
        waiting.add(new ProducerRecord<>(topic, key, null));
    }

    /** Into the topic of that country as uk sees it. */
    public void write(String country, String topic, SpecificRecord body) {
        String name = country.equals("uk") ? topic : country + "." + topic;
        waiting.add(new ProducerRecord<>(name, Entry.of(topic, body).id(), CODEC.encode(body)));
    }

    public void raw(String topic, String key, byte[] value) {
        waiting.add(new ProducerRecord<>(topic, key, value));
    }

    /** What was written last comes again, as after a crash of relay or link. */
    public void again() {
        waiting.add(waiting.getLast());
    }

    /** Puts what was written into Kafka, in whatever order the test wants it to have arrived. */
    public void arrive(@Nullable Random shuffled) {
        if (shuffled != null) {
            java.util.Collections.shuffle(waiting, shuffled);
        }
        kafka.send(List.copyOf(waiting));
        waiting.clear();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
