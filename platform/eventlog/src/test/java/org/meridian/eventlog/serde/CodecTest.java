package org.meridian.eventlog.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.TestIds.id;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.sample.Notes;
import org.meridian.eventlog.serde.Undecodable.Reason;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.posts.PostContent;
import org.meridian.schemas.SchemaLock;

class CodecTest {

    private static final SchemaLock LOCK = SchemaLock.onClassPath();
    private static final int NEW = 9001;

    private final PeerSchemas peers = new PeerSchemas();
    private final Codec codec = new Codec(LOCK, peers);

    private static SchemaAnnounced announcement(int id, String text) {
        return SchemaAnnounced.newBuilder().setSchemaId(id).setSubject("s").setSchemaVersion(1).setSchema$(text)
                .build();
    }

    private void isUndecodable(byte[] bytes, Reason reason) {
        assertThatThrownBy(() -> codec.decode("nz", bytes)).isInstanceOfSatisfying(Undecodable.class,
                it -> assertThat(it.reason()).isEqualTo(reason));
    }

    private static byte[] withId(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(id).put(body).array();
    }

    /** The text of PostContent as a release to come may have it. */
    private static String newerContent(String additionalField) {
        String text = LOCK.current(PostContent.getClassSchema().getFullName()).orElseThrow().text();
        return text.replaceFirst("\"fields\"\\s*:\\s*\\[", "\"fields\":[" + additionalField + ",");
    }

    private static byte[] written(String schemaText, String field, Object value) throws IOException {
        Schema schema = new Schema.Parser().parse(schemaText);
        GenericRecord record = new GenericRecordBuilder(schema).set("id", id("nz-a")).set("version", 1).set("body", "b")
                .set("tags", List.of()).set("title", null).set("jurisdiction", null).set(field, value).build();
        var bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema, GenericData.get()).write(record, encoder);
        return withId(NEW, bytes.toByteArray());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Undecodable {
        var fact = Notes.published(id("nz-a"), 1).body();
        assertThat(codec.decode("nz", codec.encode(fact))).isEqualTo(fact);
    }

    @Test
    void fourThingsThatCanBeWrongAreFourErrors() {
        byte[] good = codec.encode(Notes.content(id("nz-a"), 1, "text").body());
        byte[] wrongMagic = good.clone();
        wrongMagic[0] = 1;
        isUndecodable(wrongMagic, Reason.WRONG_MAGIC);
        isUndecodable(withId(NEW, new byte[0]), Reason.UNKNOWN_SCHEMA);
        isUndecodable(withId(-1, new byte[0]), Reason.UNKNOWN_SCHEMA);
        isUndecodable(Arrays.copyOf(good, good.length - 1), Reason.MALFORMED);
        isUndecodable(Arrays.copyOf(good, good.length + 1), Reason.MALFORMED);
        isUndecodable(Arrays.copyOf(good, 4), Reason.MALFORMED);
        isUndecodable(new byte[0], Reason.MALFORMED);
        peers.learn("nz", announcement(NEW,
                "{\"type\":\"record\",\"name\":\"org.meridian.events.posts.PostPinned\",\"fields\":[]}"));
        isUndecodable(withId(NEW, new byte[0]), Reason.UNKNOWN_TYPE);
    }

    @Test
    void aRecordOfTheSameShapeAndAnotherNameIsNotReadAsOurs() {
        String text = LOCK.current(PostContent.getClassSchema().getFullName()).orElseThrow().text();
        peers.learn("nz", announcement(NEW, text.replace("\"PostContent\"", "\"PostPoem\"")));
        byte[] content = codec.encode(Notes.content(id("nz-a"), 1, "text").body());
        isUndecodable(withId(NEW, Arrays.copyOfRange(content, 5, content.length)), Reason.UNKNOWN_TYPE);
    }

    @Test
    void aNewOptionalFieldIsReadAtOnceAndFromItsAnnouncerOnly() throws Exception {
        String newer = newerContent("{\"name\":\"mood\",\"type\":[\"null\",\"string\"],\"default\":null}");
        byte[] bytes = written(newer, "mood", "cheerful");
        isUndecodable(bytes, Reason.UNKNOWN_SCHEMA);
        assertThat(peers.learn("us", announcement(NEW, newer))).isTrue();
        isUndecodable(bytes, Reason.UNKNOWN_SCHEMA);
        assertThat(peers.learn("nz", announcement(NEW, newer))).isTrue();
        assertThat(peers.learn("nz", announcement(NEW, newer))).isFalse();
        assertThat(codec.decode("nz", bytes)).isEqualTo(Notes.content(id("nz-a"), 1, "b").body());
    }

    @Test
    void noAnnouncementOverridesALockedId() throws Undecodable {
        var content = Notes.content(id("nz-a"), 1, "text").body();
        int locked = LOCK.idOf(content.getSchema().getFullName());
        peers.learn("nz", announcement(locked, "\"string\""));
        assertThat(codec.decode("nz", codec.encode(content))).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no schema", "{}", "null", "{\"type\":\"record\",\"name\":\"a b\",\"fields\":[]}",
            "{\"type\":\"record\"}", "{\"type\":{\"type\":3}}", "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[1]}"})
    void whatIsNoSchemaIsNotKept(String text) {
        assertThat(peers.learn("nz", announcement(NEW, text))).isFalse();
        isUndecodable(withId(NEW, new byte[0]), Reason.UNKNOWN_SCHEMA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"string\"", "[\"null\",\"string\"]", "{\"type\":\"array\",\"items\":\"int\"}",
            "{\"type\":\"record\",\"name\":\"java.lang.Runtime\",\"fields\":[]}",
            "{\"type\":\"record\",\"name\":\"java.io.File\",\"fields\":[]}"})
    void anAnnouncedSchemaLoadsNoClassOfItsChoice(String text) {
        peers.learn("nz", announcement(NEW, text));
        isUndecodable(withId(NEW, new byte[]{0}), Reason.UNKNOWN_TYPE);
    }

    @Test
    void nestingWithoutEndIsMalformed() {
        peers.learn("nz",
                announcement(NEW, newerContent("{\"name\":\"deep\",\"type\":{\"type\":\"record\",\"name\":\"Deep\","
                        + "\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Deep\"]}]}}")));
        byte[] deep = new byte[400_000];
        Arrays.fill(deep, (byte) 2);
        isUndecodable(withId(NEW, deep), Reason.MALFORMED);
    }

    @Test
    void whatIsLargerThanItsTypeIsNotEvenRead() {
        int content = LOCK.idOf(PostContent.getClassSchema().getFullName());
        isUndecodable(withId(content, new byte[500_000]), Reason.TOO_LARGE);
        isUndecodable(LeftOut.of(300_000_000), Reason.TOO_LARGE);
        assertThat(LeftOut.sentence(LeftOut.of(300_000_000))).hasValueSatisfying(
                it -> assertThat(it).startsWith("300000000 bytes are more than any record can have"));
        assertThat(LeftOut.sentence(new byte[]{1, 'l', 'e'})).isEmpty();
        assertThat(LeftOut.sentence(new byte[0])).isEmpty();
    }

    /** In memory a schema takes some twenty times its text. */
    @Test
    void onePeersSchemasHaveAnEndAndLeaveTheOthersTheirs() {
        String name = PostContent.getClassSchema().getFullName();
        int kept = 0;
        for (int i = 0; i < 300; i++) {
            kept += peers.learn("nz", announcement(NEW + i, longSchema(name, i))) ? 1 : 0;
        }
        assertThat(kept).isEqualTo(2);
        int unreadable = 0;
        for (int i = 300; i < 600; i++) {
            unreadable += peers.learn("nz", announcement(NEW + i, longSchema("org.meridian.later.Type" + i, i)))
                    ? 1
                    : 0;
        }
        assertThat(unreadable).isEqualTo(10);
        assertThat(peers.schema("nz", NEW + 300)).hasValueSatisfying(it -> assertThat(it.getFields()).isEmpty());
        isUndecodable(withId(NEW + 300, new byte[0]), Reason.UNKNOWN_TYPE);
        assertThat(peers.unanimous(NEW + 300)).hasValueSatisfying(it -> assertThat(it.getFields()).isNotEmpty());
        assertThat(peers.learn("us", announcement(NEW, longSchema(name, 0)))).isTrue();
    }

    private static String longSchema(String name, int number) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"doc\":\"" + "x".repeat(98_000)
                + "\",\"fields\":[{\"name\":\"f" + number + "\",\"type\":\"int\"}]}";
    }

    @Test
    void itemsOfNoSizeDoNotKeepItBusyForEver() {
        peers.learn("nz", announcement(NEW,
                newerContent("{\"name\":\"nothing\",\"type\":{\"type\":\"array\",\"items\":\"null\"}}")));
        byte[] body = ByteBuffer.allocate(400_000).put(zigZag(Integer.MAX_VALUE - 8L)).array();
        isUndecodable(withId(NEW, body), Reason.MALFORMED);
    }

    @Test
    void hugeLengthsTakeNoMemory() {
        int content = LOCK.idOf(PostContent.getClassSchema().getFullName());
        isUndecodable(withId(content, zigZag(Integer.MAX_VALUE)), Reason.MALFORMED);
        isUndecodable(withId(content, zigZag(Long.MAX_VALUE)), Reason.MALFORMED);
        isUndecodable(withId(content, zigZag(-5)), Reason.MALFORMED);
        byte[] start = {2, 'x', 2, 0, 2, 'b'};
        for (long items : new long[]{Integer.MAX_VALUE - 8L, Long.MAX_VALUE, Long.MIN_VALUE, -1, 99_999, 100_001}) {
            isUndecodable(withId(content, ByteBuffer.allocate(20).put(start).put(zigZag(items)).array()),
                    Reason.MALFORMED);
        }
    }

    private static byte[] zigZag(long number) {
        var bytes = new ByteArrayOutputStream();
        for (long rest = number << 1 ^ number >> 63;; rest >>>= 7) {
            if ((rest & ~0x7FL) == 0) {
                bytes.write((int) rest);
                return bytes.toByteArray();
            }
            bytes.write((int) (rest & 0x7F | 0x80));
        }
    }

    @Test
    void randomBytesAreReadOrUndecodableAndNothingElse() {
        var random = new Random(20260301);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = new byte[random.nextInt(200)];
            random.nextBytes(body);
            tolerates(withId(1 + random.nextInt(LOCK.schemas().size()), body));
        }
    }

    @Test
    void brokenRecordsAreReadOrUndecodableAndNothingElse() {
        var random = new Random(20260302);
        byte[] good = codec.encode(Notes.published(id("nz-a"), 1).body());
        for (int round = 0; round < 20_000; round++) {
            byte[] broken = Arrays.copyOf(good, random.nextInt(good.length) + 1);
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            tolerates(broken);
        }
    }

    private void tolerates(byte[] bytes) {
        try {
            assertThat(codec.decode("nz", bytes)).isNotNull();
        } catch (Undecodable e) {
            assertThat(e.reason()).isNotNull();
        }
    }
}
