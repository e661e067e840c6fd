package org.meridian.notifications;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
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
import org.meridian.events.posts.ReplyPublished;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;

/**
 * Many members of {@code nz} with two groups each at the most, and what the groups' owners, who have no mail address, write
 * there and a member replies. In some groups nobody says anything. No mail but digests comes of it.
 */
final class Crowd {

    private static final int GROUPS = 50;
    private static final int QUIET_FROM = 48;

    private final List<String> members;
    private final List<String> groups = ids(GROUPS);
    private final List<String> owners = ids(GROUPS);

    Crowd(int size) {
        members = ids(size);
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> Ids.create("nz")).toList();
    }

    private static Set<Integer> groupsOf(int member) {
        return new TreeSet<>(Set.copyOf(List.of(member % GROUPS, member / GROUPS % GROUPS)));
    }

    private static String email(int member) {
        return "member" + member + "@nz.example";
    }

    int memberships() {
        return GROUPS + IntStream.range(0, members.size()).map(i -> groupsOf(i).size()).sum();
    }

    /** Posts and replies. */
    int items() {
        return 4 * QUIET_FROM;
    }

    /** The mail addresses of all for whom there is something to read. */
    Set<String> readers() {
        return IntStream.range(0, members.size())
                .filter(i -> groupsOf(i).stream().anyMatch(group -> group < QUIET_FROM)).mapToObj(Crowd::email)
                .collect(Collectors.toSet());
    }

    List<ProducerRecord<String, byte @Nullable []>> joining() {
        return Stream.concat(IntStream.range(0, GROUPS).boxed().flatMap(this::group),
                IntStream.range(0, members.size()).boxed().flatMap(this::member)).toList();
    }

    List<ProducerRecord<String, byte @Nullable []>> writing() {
        return Stream.concat(IntStream.range(0, QUIET_FROM).boxed().flatMap(this::discussion),
                IntStream.range(0, QUIET_FROM).boxed().flatMap(this::unanswered)).toList();
    }

    private Stream<ProducerRecord<String, byte @Nullable []>> discussion(int group) {
        String id = Ids.create("nz");
        return Stream.concat(post(id, group, owners.get(group), Kind.DISCUSSION),
                reply(id, group, members.get(group)));
    }

    private Stream<ProducerRecord<String, byte @Nullable []>> unanswered(int group) {
        return Stream.concat(post(Ids.create("nz"), group, owners.get(group), Kind.QUESTION),
                post(Ids.create("nz"), group, owners.get(group), Kind.UPDATE));
    }

    private Stream<ProducerRecord<String, byte @Nullable []>> group(int i) {
        String id = groups.get(i);
        String owner = owners.get(i);
        return Stream.of(
                on(Topics.SHARED_PROFILES,
                        Profile.newBuilder().setId(owner).setVersion(1).setDisplayName("Owner " + i).build()),
                on(Topics.SHARED_MEMBERSHIP,
                        GroupCreated.newBuilder().setEventId(UUID.randomUUID()).setId(id).setVersion(1)
                                .setOccurredAt(Instant.now()).setActorId(owner).setScope(Scope.INTERNATIONAL)
                                .setVisibility(Visibility.LISTED).setJoining(Joining.APPROVAL)
                                .setMail(MailContent.FULL).build()),
                on(Topics.SHARED_CHARTERS,
                        Charter.newBuilder().setId(id).setVersion(1).setName("Group " + i).setPurpose("To learn.")
                                .build()),
                joins(id, owner, Role.OWNER));
    }

    private Stream<ProducerRecord<String, byte @Nullable []>> member(int i) {
        String id = members.get(i);
        return Stream.concat(
                Stream.of(on(Topics.DOMESTIC_ACCOUNTS,
                        Account.newBuilder().setId(id).setVersion(1).setEmail(email(i))
                                .setTimeZone("Pacific/Auckland").build())),
                groupsOf(i).stream().map(group -> joins(groups.get(group), id, Role.MEMBER)));
    }

    private static ProducerRecord<String, byte @Nullable []> joins(String group, String member, Role role) {
        return on(Topics.SHARED_MEMBERSHIP,
                MembershipGranted.newBuilder().setEventId(UUID.randomUUID()).setId(Ids.derived(group, member))
                        .setVersion(1).setOccurredAt(Instant.now()).setActorId(member).setGroupId(group)
                        .setMemberId(member).setRole(role).build());
    }

    private Stream<ProducerRecord<String, byte @Nullable []>> post(String id, int group, String author, Kind kind) {
        return Stream.of(
                on(Topics.SHARED_POSTS,
                        PostPublished.newBuilder().setEventId(UUID.randomUUID()).setId(id).setVersion(1)
                                .setOccurredAt(Instant.now()).setActorId(author).setGroupId(groups.get(group))
                                .setKind(kind).setMembershipVersion(1).build()),
                on(Topics.SHARED_CONTENT, PostContent.newBuilder().setId(id).setVersion(1)
                        .setTitle(kind + " of group " + group).setBody("What we know of it.").build()));
    }

    private Stream<ProducerRecord<String, byte @Nullable []>> reply(String thread, int group, String author) {
        String id = Ids.create("nz");
        return Stream.of(
                on(Topics.SHARED_POSTS,
                        ReplyPublished.newBuilder().setEventId(UUID.randomUUID()).setId(id).setVersion(1)
                                .setOccurredAt(Instant.now()).setActorId(author).setGroupId(groups.get(group))
                                .setPostId(thread).setMembershipVersion(1).build()),
                on(Topics.SHARED_CONTENT,
                        PostContent.newBuilder().setId(id).setVersion(1).setBody("I can tell.").build()));
    }

    private static ProducerRecord<String, byte @Nullable []> on(String topic, SpecificRecord body) {
        return NotificationsService.record(topic, body);
    }
}
