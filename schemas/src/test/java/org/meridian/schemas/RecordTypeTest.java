package org.meridian.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.PostPublished;

class RecordTypeTest {
    private static final String UK_GROUP = "uk-0198c2f4-0000-7000-8000-000000000001";
    private static final String UK_MEMBER = "uk-0198c2f4-0000-7000-8000-000000000002";
    private static final String NZ_MEMBER = "nz-0198c2f4-0000-7000-8000-000000000003";
    private static final String NZ_REQUEST = "nz-0198c2f4-0000-7000-8000-000000000004";

    static List<String> names() {
        return Arrays.stream(RecordType.values()).map(RecordType::fullName).toList();
    }

    private static List<String> withoutEntry(Collection<Schema> records) {
        return records.stream().map(Schema::getFullName).filter(name -> RecordType.of(name).isEmpty()).toList();
    }

    @Test
    void everyRecordHasAnEntryAndEveryEntryARecord() throws IOException {
        assertThat(withoutEntry(Idl.records())).as("records without an entry in RecordType").isEmpty();
        assertThat(names()).containsExactlyInAnyOrderElementsOf(
                Idl.records().stream().map(Schema::getFullName).toList());
    }

    @Test
    void aRecordThatNobodyEnteredIsFound() throws IOException {
        var planted = SchemaBuilder.record("Planted").namespace("org.meridian.events.posts").fields().endRecord();
        var records = new ArrayList<Schema>(Idl.records());
        records.add(planted);

        assertThat(withoutEntry(records)).containsExactly("org.meridian.events.posts.Planted");
    }

    @Test
    void theServiceThatWritesIsTheNamespace() {
        assertThat(RecordType.values()).allSatisfy(type -> {
            var namespace = type.fullName().split("\\.")[3];
            assertThat(type.owner().text()).isEqualTo(namespace.equals("log") ? "eventlog" : namespace);
        });
    }

    /** A field that is named in an entry and not there would be no fence at all. */
    @Test
    void theFieldsThatAnEntryNamesAreInItsRecord() throws IOException {
        for (var schema : Idl.records()) {
            var type = RecordType.of(schema.getFullName()).orElseThrow();
            assertThat(schema.getFields()).extracting(Schema.Field::name).containsAll(type.speaksFor());
            if (type.groupField() != null) {
                assertThat(schema.getField(type.groupField())).as(type.name()).isNotNull();
            }
        }
    }

    @Test
    void aRecordStandsOnlyWhereItsTypeMay() {
        var post = RecordType.POST_PUBLISHED;
        assertThat(post.mayStandIn("shared.posts")).isTrue();
        assertThat(post.mayStandIn("domestic.posts")).isTrue();
        assertThat(post.mayStandIn("shared.membership")).isFalse();
        assertThat(post.mayStandIn("to-uk.requests")).isFalse();
        assertThat(post.mayStandIn("nz.shared.posts")).as("the peer's prefix is not part of it").isFalse();
        assertThat(RecordType.JOIN_REQUESTED.mayStandIn("to-nz.requests")).isTrue();
        assertThat(RecordType.JOIN_ANSWERS.mayStandIn("to-nz.answers")).isTrue();
        assertThat(RecordType.ACCOUNT.mayStandIn("shared.profiles")).isFalse();
    }

    @Test
    void whatIsNobodyElsesIsNotReplayed() {
        assertThat(RecordType.values()).filteredOn(type -> !type.isReplayed()).containsExactlyInAnyOrder(
                RecordType.ACCOUNT, RecordType.BLOCKS, RecordType.COLLEAGUE_PROFILE, RecordType.OWN_PROFILE,
                RecordType.PREFERENCES,
                RecordType.SCHEMA_ANNOUNCED);
        assertThat(Topics.replayable(java.util.Set.of("nz"))).contains("nz.", "shared.", "to-", "domestic.posts")
                .doesNotContain("domestic.accounts", "domestic.blocks", "domestic.preferences", "domestic.profiles");
    }

    /** Kafka lets replays read a topic or not, and knows no types. */
    @Test
    void whatIsReplayedSharesNoTopicWithWhatIsNot() {
        for (var type : RecordType.values()) {
            assertThat(RecordType.values()).filteredOn(it -> it.isReplayed() != type.isReplayed())
                    .noneMatch(it -> it.bases().stream().anyMatch(type.bases()::contains));
        }
    }

    /** Who adds a record to a topic that readers may read decides whether they may read it, or closes the topic to them. */
    @Test
    void othersConsumersReadWhatIsSharedAndNothingElse() {
        assertThat(Topics.forReaders(java.util.Set.of("nz"), Topics.Kind.FACTS)).containsExactly("nz.shared.membership",
                "nz.shared.posts", "shared.membership", "shared.posts");
        assertThat(Topics.forReaders(java.util.Set.of("nz"), Topics.Kind.CONTENT)).containsExactly("nz.shared.charters",
                "nz.shared.content", "nz.shared.profiles", "shared.charters", "shared.content", "shared.profiles");
        assertThat(Topics.forReaders(java.util.Set.of("nz"), Topics.Kind.SCHEMAS)).isEmpty();
        for (var type : RecordType.values()) {
            assertThat(RecordType.values()).filteredOn(it -> it.isForReaders() != type.isForReaders())
                    .noneMatch(it -> it.bases().stream().anyMatch(type.bases()::contains));
        }
    }

    @Test
    void theHomeIsBelieved() {
        assertThat(objection("shared.posts", "nz", post(NZ_REQUEST, NZ_MEMBER))).isEmpty();
        assertThat(objection("shared.membership", "uk", grant(UK_GROUP + "." + NZ_MEMBER, NZ_MEMBER))).isEmpty();
        assertThat(objection("to-uk.requests", "nz", request(1))).isEmpty();
        assertThat(objection("domestic.membership", "uk", group(Scope.DOMESTIC))).isEmpty();
    }

    @Test
    void nobodyElseIs() {
        assertThat(objection("shared.posts", "nz", post(UK_GROUP, UK_MEMBER))).hasValueSatisfying(
                why -> assertThat(why).contains("belongs to another node"));
        assertThat(objection("shared.posts", "nz", post(NZ_REQUEST, UK_MEMBER))).hasValueSatisfying(
                why -> assertThat(why).contains("speaks for somebody"));
        assertThat(objection("shared.membership", "nz", post(NZ_REQUEST, NZ_MEMBER))).isPresent();
        assertThat(objection("shared.posts", "nz", post("nz-1", NZ_MEMBER))).as("no UUID of version 7").isPresent();
        assertThat(objection("shared.posts", "nz", post(NZ_REQUEST + "." + NZ_MEMBER, NZ_MEMBER)))
                .as("a derived id where a plain one belongs").isPresent();
    }

    @Test
    void aRecordThatContradictsItselfIsNobodys() {
        assertThat(objection("shared.membership", "uk", grant(UK_GROUP + "." + UK_MEMBER, NZ_MEMBER))).isPresent();
        assertThat(objection("shared.membership", "uk", grant(UK_GROUP, NZ_MEMBER))).isPresent();
        assertThat(objection("to-uk.requests", "nz", request(2))).isPresent();
        assertThat(objection("shared.membership", "uk", group(Scope.DOMESTIC))).isPresent();
        assertThat(objection("domestic.membership", "uk", group(Scope.INTERNATIONAL))).isPresent();
    }

    @Test
    void aRecordWithoutAnEntryIsReadByNobody() {
        assertThat(RecordType.of("org.example.Unknown")).isEmpty();
    }

    private static Optional<String> objection(String topic, String source, SpecificRecord body) {
        return RecordType.of(body).rules(topic, source).objection(body).map(Objection::sentence);
    }

    private static PostPublished post(String id, String author) {
        return PostPublished.newBuilder().setEventId(UUID.randomUUID()).setId(id).setVersion(1)
                .setOccurredAt(Instant.EPOCH).setActorId(author).setGroupId(UK_GROUP)
                .setKind(org.meridian.events.posts.Kind.UPDATE).setMembershipVersion(1).build();
    }

    private static MembershipGranted grant(String id, String member) {
        return MembershipGranted.newBuilder().setEventId(UUID.randomUUID()).setId(id).setVersion(1)
                .setOccurredAt(Instant.EPOCH).setActorId(UK_MEMBER).setGroupId(UK_GROUP).setMemberId(member)
                .setRole(Role.MEMBER).build();
    }

    private static JoinRequested request(int version) {
        return JoinRequested.newBuilder().setEventId(UUID.randomUUID()).setId(NZ_REQUEST).setVersion(version)
                .setOccurredAt(Instant.EPOCH).setActorId(NZ_MEMBER).setGroupId(UK_GROUP).setMemberId(NZ_MEMBER).build();
    }

    private static GroupCreated group(Scope scope) {
        return GroupCreated.newBuilder().setEventId(UUID.randomUUID()).setId(UK_GROUP).setVersion(1)
                .setOccurredAt(Instant.EPOCH).setActorId(UK_MEMBER).setScope(scope).setVisibility(Visibility.LISTED)
                .setJoining(Joining.OPEN).setMail(MailContent.FULL).build();
    }
}
