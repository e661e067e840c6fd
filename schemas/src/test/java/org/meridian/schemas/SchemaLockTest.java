package org.meridian.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;

class SchemaLockTest {
    private static final SchemaLock LOCK = SchemaLock.onClassPath();
    private static final String B = "{\"type\":\"record\",\"name\":\"org.example.B\",\"fields\":[]}";
    private static final String HASH_OF_B = SchemaLock.sha256(B);
    private static final String CONTENT = PostContent.class.getName();
    private static final String CONTENT_SUBJECT = "shared.content-" + CONTENT;

    @Test
    void theIdlIsWhatIsLocked() throws IOException {
        assertThat(Release.of(Idl.records(), LOCK)).as("src/main/avro has what the lock has not: schemas/README.md")
                .isEqualTo(new Release(List.of(), Map.of()));
        assertThat(Idl.records()).extracting(Schema::getFullName).as("a released record stays for ever")
                .containsAll(LOCK.schemas().values().stream().map(SchemaLock.LockedSchema::fullName).toList());
    }

    @Test
    void idsOnceGivenStay() {
        assertLocked(1, "org.meridian.events.log.SchemaAnnounced");
        assertLocked(19, PostPublished.class.getName());
        assertLocked(22, CONTENT);
        assertThat(LOCK.schema(0)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> LOCK.idOf("org.example.Unknown"))
                .withMessageContaining("README");
    }

    @Test
    void aSubjectIsTheSameInEveryCountry() {
        var request = "-" + JoinRequested.class.getName();
        assertThat(LOCK.subjects()).contains("to.requests" + request, CONTENT_SUBJECT);
        assertThat(LOCK.versions("to-uk.requests" + request)).isEqualTo(LOCK.versions("to.requests" + request))
                .isEqualTo(LOCK.versions("nz.to-uk.requests" + request)).containsOnlyKeys(1);
        assertThat(LOCK.versions("nz." + CONTENT_SUBJECT)).isEqualTo(LOCK.versions(CONTENT_SUBJECT)).isNotEmpty();
        assertThat(LOCK.versions("nz.domestic.content-" + CONTENT)).isEmpty();
        assertThat(LOCK.versions("shared.posts-" + CONTENT)).isEmpty();
        assertThat(LOCK.versions("nonsense")).isEmpty();
    }

    @Test
    void aGeneratedClassFindsItsId() {
        assertThat(LOCK.find(CONTENT_SUBJECT, PostContent.getClassSchema().toString())).hasValue(LOCK.idOf(CONTENT));
        assertThat(LOCK.find("nz." + CONTENT_SUBJECT, textOf(CONTENT))).hasValue(LOCK.idOf(CONTENT));
        assertThat(LOCK.find("shared.posts-" + CONTENT, textOf(CONTENT))).isEmpty();
        assertThat(LOCK.find("domestic.membership-" + GroupCreated.class.getName(),
                GroupCreated.getClassSchema().toString())).hasValue(LOCK.idOf(GroupCreated.class.getName()));
    }

    @Test
    void whatMeansSomethingElseIsNotFound() {
        var withdrawn = PostWithdrawn.class.getName();
        var founded = GroupCreated.class.getName();
        assertNotFound(CONTENT, "\"default\" : null", "\"aliases\" : [\"heading\"], \"default\" : null");
        assertNotFound(CONTENT, ",\n    \"default\" : [ ]", "");
        assertNotFound(withdrawn, "timestamp-micros", "timestamp-millis");
        assertNotFound(withdrawn, "\"logicalType\" : \"uuid\"", "\"logicalType\" : \"other\"");
        assertNotFound(founded, "\"default\" : \"UNKNOWN\"", "\"default\" : \"LISTED\"", "LISTED");
        assertThatThrownBy(() -> LOCK.find(CONTENT_SUBJECT, "{}")).isInstanceOf(SchemaParseException.class);
    }

    @Test
    void aChangedLockedTextIsRefused() {
        var files = small();
        assertThat(read(files).idOf("org.example.B")).isEqualTo(2);

        files.computeIfPresent("org.example.B.v1.avsc", (name, text) -> text + " ");
        assertThatIllegalStateException().isThrownBy(() -> read(files)).withMessageContaining("hash");
    }

    @Test
    void aLockThatContradictsItselfIsRefused() {
        assertRefused("skips an id", "(?m)^2 1", "3 1");
        assertRefused("reuses the id of another", "(?m)^2 1", "1 1");
        assertRefused("repeats a version of its record", "\\z", "3 1 %s b-org.example.B".formatted(HASH_OF_B));
        assertRefused("repeats a version of its subject", "\\z", "2 1 %s b-org.example.B".formatted(HASH_OF_B));
        assertRefused("has not four parts", "org.example.B", "org.example.B more");
    }

    @Test
    void aReleaseAppendsTheNextVersionWithTheNextId() {
        var text = textOf(CONTENT).replace("\"fields\" : [", """
                "fields" : [ {"name" : "planted", "type" : ["null", "string"], "default" : null},""");
        var release = Release.of(List.of(parse(text)), LOCK);

        var id = LOCK.schemas().size() + 1;
        var version = LOCK.current(CONTENT).orElseThrow().version() + 1;
        var hash = SchemaLock.sha256(release.texts().getOrDefault(SchemaLock.fileOf(CONTENT, version), ""));
        assertThat(release.texts()).hasSize(1);
        assertThat(release.lines()).containsExactly(
                "%d %d %s domestic.content-%s".formatted(id, version, hash, CONTENT),
                "%d %d %s shared.content-%s".formatted(id, version, hash, CONTENT));
    }

    @Test
    void anOlderVersionIsStillFound() {
        var files = small();
        var newer = B.replace("[]", "[{\"name\":\"more\",\"type\":\"int\",\"default\":0}]");
        files.put("org.example.B.v2.avsc", newer);
        files.merge(SchemaLock.FILE, "3 2 %s b-org.example.B".formatted(SchemaLock.sha256(newer)), String::concat);
        var lock = read(files);

        assertThat(lock.idOf("org.example.B")).isEqualTo(3);
        assertThat(lock.versions("b-org.example.B")).isEqualTo(Map.of(1, 2, 2, 3));
        assertThat(lock.find("b-org.example.B", B)).hasValue(2);
        assertThat(lock.find("b-org.example.B", newer)).hasValue(3);
    }

    @Test
    void aReleaseRefusesABreak() {
        var broken = parse(textOf(PostWithdrawn.class.getName()).replace("timestamp-micros", "timestamp-millis"));

        assertThatIllegalStateException().isThrownBy(() -> Release.of(List.of(broken), LOCK))
                .withMessageContaining("released version 1").withMessageContaining("timestamp-micros");
    }

    private static void assertLocked(int id, String type) {
        assertThat(LOCK.schema(id)).get()
                .extracting(SchemaLock.LockedSchema::fullName, SchemaLock.LockedSchema::version)
                .containsExactly(type, 1);
    }

    private static void assertNotFound(String type, String before, String after, String... around) {
        var text = textOf(type);
        var start = around.length == 0 ? 0 : text.indexOf(around[0]);
        var changed = text.substring(0, start) + text.substring(start).replaceFirst(
                Pattern.quote(before), Matcher.quoteReplacement(after));
        assertThat(changed).isNotEqualTo(text);
        var subject = RecordType.of(type).orElseThrow().bases().first() + "-" + type;
        assertThat(LOCK.find(subject, text)).isPresent();
        assertThat(LOCK.find(subject, changed)).as(after).isEmpty();
    }

    private static void assertRefused(String complaint, String part, String by) {
        var files = small();
        files.computeIfPresent(SchemaLock.FILE, (name, text) -> text.replaceFirst(part, by));
        assertThatIllegalStateException().isThrownBy(() -> read(files)).withMessageContaining(complaint);
    }

    /** A lock with two records, to be spoilt. */
    private static Map<String, String> small() {
        var files = new HashMap<String, String>();
        var a = B.replace('B', 'A');
        files.put("org.example.A.v1.avsc", a);
        files.put("org.example.B.v1.avsc", B);
        files.put(SchemaLock.FILE, "1 1 %s a-org.example.A%n2 1 %s b-org.example.B%n"
                .formatted(SchemaLock.sha256(a), HASH_OF_B));
        return files;
    }

    private static SchemaLock read(Map<String, String> files) {
        return SchemaLock.read(name -> Objects.requireNonNull(files.get(name), name));
    }

    private static String textOf(String type) {
        return LOCK.current(type).orElseThrow().text();
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
