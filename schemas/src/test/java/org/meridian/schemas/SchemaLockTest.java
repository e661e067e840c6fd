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
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.GroupFounded;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.PostWords;

class SchemaLockTest {
    private static final SchemaLock LOCK = SchemaLock.onClassPath();
    private static final String WORDS = PostWords.class.getName();
    private static final String WORDS_SUBJECT = "shared.words-" + WORDS;

    @Test
    void theIdlIsWhatIsLocked() throws IOException {
        assertThat(Release.of(Idl.records(), LOCK)).as("src/main/avro has what the lock has not: schemas/README.md")
                .isEqualTo(new Release(List.of(), Map.of()));
        assertThat(Idl.records()).extracting(Schema::getFullName).as("a released record stays for ever")
                .containsAll(LOCK.schemas().values().stream().map(SchemaLock.LockedSchema::fullName).toList());
    }

    @Test
    void idsOnceGivenStay() {
        assertThat(LOCK.idOf("org.meridian.events.log.SchemaAnnounced")).isEqualTo(1);
        assertThat(LOCK.idOf(PostPublished.class.getName())).isEqualTo(15);
        assertThat(LOCK.schema(15)).get().extracting(SchemaLock.LockedSchema::fullName)
                .isEqualTo(PostPublished.class.getName());
        assertThat(LOCK.schema(0)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> LOCK.idOf("org.example.Unknown"))
                .withMessageContaining("README");
    }

    @Test
    void aSubjectIsTheSameInEveryCountry() {
        var request = "-" + JoinRequested.class.getName();
        assertThat(LOCK.subjects()).contains("to.requests" + request, WORDS_SUBJECT);
        assertThat(LOCK.versions("to-uk.requests" + request)).isEqualTo(LOCK.versions("to.requests" + request))
                .isEqualTo(LOCK.versions("nz.to-uk.requests" + request)).containsOnlyKeys(1);
        assertThat(LOCK.versions("nz." + WORDS_SUBJECT)).isEqualTo(LOCK.versions(WORDS_SUBJECT)).isNotEmpty();
        assertThat(LOCK.versions("nz.domestic.words-" + WORDS)).isEmpty();
        assertThat(LOCK.versions("shared.posts-" + WORDS)).isEmpty();
        assertThat(LOCK.versions("nonsense")).isEmpty();
    }

    @Test
    void aGeneratedClassFindsItsId() {
        assertThat(LOCK.find(WORDS_SUBJECT, PostWords.getClassSchema().toString())).hasValue(LOCK.idOf(WORDS));
        assertThat(LOCK.find("nz." + WORDS_SUBJECT, textOf(WORDS))).hasValue(LOCK.idOf(WORDS));
        assertThat(LOCK.find("shared.posts-" + WORDS, textOf(WORDS))).isEmpty();
        assertThat(LOCK.find("domestic.membership-" + GroupFounded.class.getName(),
                GroupFounded.getClassSchema().toString())).hasValue(3);
    }

    @Test
    void whatMeansSomethingElseIsNotFound() {
        var withdrawn = PostWithdrawn.class.getName();
        var founded = GroupFounded.class.getName();
        assertNotFound(WORDS, "\"default\" : null", "\"aliases\" : [\"heading\"], \"default\" : null");
        assertNotFound(WORDS, ",\n    \"default\" : [ ]", "");
        assertNotFound(withdrawn, "timestamp-micros", "timestamp-millis");
        assertNotFound(withdrawn, "\"logicalType\" : \"uuid\"", "\"logicalType\" : \"other\"");
        assertNotFound(founded, "\"default\" : \"UNKNOWN\"", "\"default\" : \"LISTED\"", "LISTED");
        assertThatThrownBy(() -> LOCK.find(WORDS_SUBJECT, "{}")).isInstanceOf(SchemaParseException.class);
    }

    @Test
    void aChangedLockedTextIsRefused() {
        assertRefused("hash", files -> files.computeIfPresent(SchemaLock.fileOf(WORDS, 1),
                (name, text) -> text.replace("at most 100,000", "at most 200,000")));
    }

    @Test
    void aLockThatContradictsItselfIsRefused() {
        assertRefused("skips an id", files -> edit(files, "^18 1", "19 1"));
        assertRefused("reuses the id", files -> edit(files, "^18 1", "17 1"));
        assertRefused("skips or repeats a version",
                files -> edit(files, "^2 1 (\\S+) (\\S+)$", "2 1 $1 $2\n3 1 $1 $2"));
        assertRefused("repeats a version of its subject", files -> edit(files, "^(1 1 .*)$", "$1\n$1"));
        assertRefused("four parts", files -> edit(files, "^(1 1 .*)$", "$1 more"));
    }

    @Test
    void aReleaseAppendsTheNextVersionWithTheNextId() {
        var text = textOf(WORDS).replace("\"fields\" : [", """
                "fields" : [ {"name" : "language", "type" : ["null", "string"], "default" : null},""");
        var release = Release.of(List.of(parse(text)), LOCK);

        assertThat(release.texts()).containsOnlyKeys(WORDS + ".v2.avsc");
        assertThat(release.lines()).hasSize(2).allMatch(line -> line.startsWith("19 2 "))
                .anyMatch(line -> line.endsWith(" " + WORDS_SUBJECT));

        var files = files();
        files.putAll(release.texts());
        files.merge(SchemaLock.FILE, String.join("\n", release.lines()), String::concat);
        var released = read(files);
        assertThat(released.idOf(WORDS)).isEqualTo(19);
        assertThat(released.versions(WORDS_SUBJECT)).isEqualTo(Map.of(1, 18, 2, 19));
        assertThat(released.find(WORDS_SUBJECT, textOf(WORDS))).hasValue(18);
    }

    @Test
    void aReleaseRefusesABreak() {
        var broken = parse(textOf(PostWithdrawn.class.getName()).replace("timestamp-micros", "timestamp-millis"));

        assertThatIllegalStateException().isThrownBy(() -> Release.of(List.of(broken), LOCK))
                .withMessageContaining("released version 1").withMessageContaining("timestamp-micros");
    }

    private interface Change {
        void to(Map<String, String> files);
    }

    private static void assertNotFound(String type, String before, String after, String... around) {
        var text = textOf(type);
        var start = around.length == 0 ? 0 : text.indexOf(around[0]);
        var changed = text.substring(0, start) + text.substring(start).replaceFirst(
                Pattern.quote(before), Matcher.quoteReplacement(after));
        assertThat(changed).isNotEqualTo(text);
        var subject = Topics.bases(type).iterator().next() + "-" + type;
        assertThat(LOCK.find(subject, text)).isPresent();
        assertThat(LOCK.find(subject, changed)).as(after).isEmpty();
    }

    private static void assertRefused(String complaint, Change change) {
        var files = files();
        change.to(files);
        assertThatIllegalStateException().isThrownBy(() -> read(files)).withMessageContaining(complaint);
    }

    private static void edit(Map<String, String> files, String line, String by) {
        files.computeIfPresent(SchemaLock.FILE, (name, text) -> text.replaceAll("(?m)" + line, by));
    }

    /** The lock of the class path, written out again. */
    private static Map<String, String> files() {
        var files = new HashMap<String, String>();
        LOCK.schemas().values()
                .forEach(schema -> files.put(SchemaLock.fileOf(schema.fullName(), schema.version()), schema.text()));
        files.put(SchemaLock.FILE, LOCK.schemas().values().stream().flatMap(schema -> LOCK.subjects().stream()
                .filter(subject -> LOCK.versions(subject).containsValue(schema.id()))
                .map(subject -> "%d %d %s %s\n".formatted(schema.id(), schema.version(),
                        SchemaLock.sha256(schema.text()), subject)))
                .collect(Collectors.joining()));
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
