package org.meridian.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Profile;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;

/** Groups, members and posts of the UK, written straight into their topics. Each method returns when Kafka has it all. */
final class Crowd implements AutoCloseable {

    /** Shares no factor with a round number of groups, so that a member's groups all differ. */
    private static final int STRIDE = 397;

    private static final String BODY = "We have tried three layouts since spring and measured the walking distance. "
            .repeat(5).strip();

    /** It writes in one group; no mail goes to it, since it has no account. */
    private record Author(String id, String group) {}

    private final KafkaProducer<String, byte[]> producer;
    private final Codec codec = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final List<Author> authors;

    Crowd(Map<String, Object> kafka) {
        this(kafka, new ArrayList<>());
    }

    private Crowd(Map<String, Object> kafka, List<Author> authors) {
        this.authors = authors;
        var settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("batch.size", 131_072);
        settings.put("linger.ms", 20);
        settings.put("compression.type", "lz4");
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** The same authors, by a broker that was started anew. */
    Crowd again(Map<String, Object> kafka) {
        return new Crowd(kafka, authors);
    }

    /** Each group has an author, who is no reader. */
    void found(int groups) throws Exception {
        found(groups, Joining.OPEN);
    }

    /** Returns the groups' ids. */
    List<String> found(int groups, Joining joining) throws Exception {
        for (int i = 1; i <= groups; i++) {
            String group = Ids.create("uk");
            var author = new Author(Ids.create("uk"), group);
            authors.add(author);
            send(Topics.SHARED_MEMBERSHIP, group, GroupCreated.newBuilder().setEventId(Ids.eventId()).setId(group)
                    .setVersion(1).setOccurredAt(now()).setActorId(author.id()).setScope(Scope.INTERNATIONAL)
                    .setVisibility(Visibility.LISTED).setJoining(joining).setMail(MailContent.FULL).build());
            send(Topics.SHARED_CHARTERS, group, Charter.newBuilder().setId(group).setVersion(1).setName("Ward " + i)
                    .setPurpose("To be measured").build());
            send(Topics.SHARED_PROFILES, author.id(), Profile.newBuilder().setId(author.id()).setVersion(1)
                    .setDisplayName("Author " + i).build());
            grant(group, author.id(), Role.OWNER);
        }
        flush();
        return authors.stream().map(Author::group).toList();
    }

    /** Members with names for a group that is there; returns their ids. */
    List<String> fill(String group, int members) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= members; i++) {
            String member = Ids.create("uk");
            ids.add(member);
            send(Topics.SHARED_PROFILES, member, Profile.newBuilder().setId(member).setVersion(1)
                    .setDisplayName("Member " + i).build());
            grant(group, member, Role.MEMBER);
        }
        flush();
        return ids;
    }

    /** Members who get a digest at 07:30 in their zone, since they have chosen nothing else. */
    void join(int members, int groupsEach, String zone) throws Exception {
        for (int i = 0; i < members; i++) {
            String member = Ids.create("uk");
            send(Topics.DOMESTIC_ACCOUNTS, member, Account.newBuilder().setId(member).setVersion(1)
                    .setEmail("reader" + i + "@bench.example").setTimeZone(zone).build());
            for (int k = 0; k < groupsEach; k++) {
                grant(authors.get((int) ((i + (long) k * STRIDE) % authors.size())).group(), member, Role.MEMBER);
            }
        }
        flush();
    }

    /** Somebody comes into the first groups. */
    void takeIn(String member, int groups) throws Exception {
        authors.subList(0, groups).forEach(it -> grant(it.group(), member, Role.MEMBER));
        flush();
    }

    /** As many in each group. */
    void write(int posts) throws Exception {
        write(posts, () -> BODY);
    }

    void write(int posts, Supplier<String> text) throws Exception {
        for (int i = 0; i < posts; i++) {
            Author author = authors.get(i % authors.size());
            String post = Ids.create("uk");
            send(Topics.SHARED_POSTS, post, PostPublished.newBuilder().setEventId(Ids.eventId()).setId(post)
                    .setVersion(1).setOccurredAt(now()).setActorId(author.id()).setGroupId(author.group())
                    .setKind(Kind.DISCUSSION).setMembershipVersion(1).build());
            send(Topics.SHARED_CONTENT, post, PostContent.newBuilder().setId(post).setVersion(1)
                    .setTitle("What has worked for you in shared ward " + i + "?").setBody(text.get()).build());
        }
        flush();
    }

    private void grant(String group, String member, Role role) {
        String id = Ids.derived(group, member);
        send(Topics.SHARED_MEMBERSHIP, id, MembershipGranted.newBuilder().setEventId(Ids.eventId()).setId(id)
                .setVersion(1).setOccurredAt(now()).setActorId(member).setGroupId(group).setMemberId(member)
                .setRole(role).build());
    }

    private static Instant now() {
        return Ids.occurredAt(Instant.now(), Instant.EPOCH);
    }

    private void send(String topic, String key, SpecificRecord entry) {
        producer.send(new ProducerRecord<>(topic, key, codec.encode(entry)), (sent, failed) -> {
            if (failed != null) {
                failure.set(failed);
            }
        });
    }

    private void flush() throws Exception {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
