package org.meridian.notifications;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;

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
        return Stream.of(on(Topics.SHARED_PROFILES, MembershipFacts.profile(owner, 1, "Owner " + i)),
                on(Topics.SHARED_MEMBERSHIP, MembershipFacts.created(id, owner, Joining.APPROVAL)),
                on(Topics.SHARED_CHARTERS, MembershipFacts.charter(id, "Group " + i)), joins(id, owner, Role.OWNER));
    }

    private Stream<ProducerRecord<String, byte @Nullable []>> member(int i) {
        String id = members.get(i);
        return Stream.concat(
                Stream.of(on(Topics.DOMESTIC_ACCOUNTS,
                        MembershipFacts.account(id, 1, email(i), "Pacific/Auckland"))),
                groupsOf(i).stream().map(group -> joins(groups.get(group), id, Role.MEMBER)));
    }

    private static ProducerRecord<String, byte @Nullable []> joins(String group, String member, Role role) {
        return on(Topics.SHARED_MEMBERSHIP, MembershipFacts.granted(group, member, 1, role));
    }

    private Stream<ProducerRecord<String, byte @Nullable []>> post(String id, int group, String author, Kind kind) {
        return Stream.of(
                on(Topics.SHARED_POSTS,
                        PostFacts.published(id, groups.get(group), author, kind, Instant.now())),
                on(Topics.SHARED_CONTENT, PostFacts.content(id, kind + " of group " + group, "What we know of it.")));
    }

    private Stream<ProducerRecord<String, byte @Nullable []>> reply(String thread, int group, String author) {
        String id = Ids.create("nz");
        return Stream.of(
                on(Topics.SHARED_POSTS,
                        PostFacts.replied(id, thread, groups.get(group), author, Instant.now())),
                on(Topics.SHARED_CONTENT, PostFacts.content(id, null, "I can tell.")));
    }

    private static ProducerRecord<String, byte @Nullable []> on(String topic, SpecificRecord body) {
        return NotificationsService.record(topic, body);
    }
}
