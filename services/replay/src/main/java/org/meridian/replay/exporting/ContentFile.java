package org.meridian.replay.exporting;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Credible;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.eventlog.serde.Undecodable;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.replay.ordering.Cursor;
import org.meridian.replay.ordering.Sorter;
import org.meridian.replay.privacy.Pseudonyms;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.source.Plan;
import org.meridian.replay.source.TopicReader;
import org.meridian.schemas.Ids;
import org.meridian.schemas.FieldRule;
import org.meridian.schemas.RecordType;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Times;
import org.meridian.schemas.Topics;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people wrote, in a file of its own: the newest version of the content of everything that the exported facts name,
 * in the order of country, topic and id. What was withdrawn is absent, even before its tombstone has arrived. E-mail
 * addresses, preferences and the domains of addresses are never in it.
 */
final class ContentFile {

    static final String FILE = "content.ndjson";
    private static final Set<String> SHOWN = Arrays.stream(RecordType.values())
            .filter(type -> type.kind() == Topics.Kind.CONTENT && type.isReplayed())
            .flatMap(type -> type.bases().stream()).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> NEVER = Set.of("id", "version", "emailDomain", "invitation");
    private static final int BUFFER_BYTES = 16 << 20;
    private static final int OFFSET_BYTES = 8;

    private final Cluster cluster;
    private final Pseudonyms pseudonyms;
    private final Codec codec = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
    private final JsonMapper json = JsonMapper.builder().build();

    /** @param pseudonyms those of the facts, which remember what they have named */
    ContentFile(Cluster cluster, Pseudonyms pseudonyms) {
        this.cluster = cluster;
        this.pseudonyms = pseudonyms;
    }

    Manifest.File write(Path folder) {
        Path file = folder.resolve(FILE);
        Set<String> withdrawn = withdrawn(cluster, posts(cluster));
        List<Plan.Source> sources = Plan.of(cluster, place -> SHOWN.contains(place.base()));
        long records = 0;
        try (Sorter sorter = new Sorter(BUFFER_BYTES, Sorter.temporary(), ContentFile::compare);
                BufferedWriter out = Files.newBufferedWriter(file)) {
            new TopicReader(cluster, sources).read((source, record) -> {
                if (record.key() != null) {
                    byte[] entry = entry(record.key(), record.offset(), record.value());
                    sorter.add(0, source, entry, 0, entry.length);
                }
            });
            sorter.finish();
            Newest newest = new Newest(sorter);
            for (byte[] entry = newest.next(); entry != null; entry = newest.next()) {
                String line = line(sources.get(newest.place), entry, withdrawn);
                if (line != null) {
                    out.append(line).append('\n');
                    records++;
                }
            }
        } catch (IOException e) {
            throw new ReplayProblem("Cannot write " + file + " (" + e.getMessage()
                    + "): make space on its disk or give the right to write, and run the same command again.", e);
        }
        return Export.described(file, records);
    }

    static List<Plan.Source> posts(Cluster cluster) {
        return Plan.of(cluster,
                place -> place.base().equals(Topics.SHARED_POSTS) || place.base().equals(Topics.DOMESTIC_POSTS));
    }

    /** The ids of posts and replies that were withdrawn, by facts within these offsets. */
    static Set<String> withdrawn(Cluster cluster, List<Plan.Source> posts) {
        Set<String> withdrawn = new HashSet<>();
        Codec codec = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
        int schema = SchemaLock.onClassPath().idOf(PostWithdrawn.class.getName());
        new TopicReader(cluster, posts).read((source, record) -> {
            ByteBuffer value = record.value();
            if (value != null && value.remaining() > 5 && value.getInt(value.position() + 1) == schema) {
                String country = posts.get(source).country();
                if (decoded(codec, country, bytes(value)) instanceof PostWithdrawn fact
                        && Ids.home(fact.getId()).equals(country)) {
                    withdrawn.add(fact.getId());
                }
            }
        });
        return withdrawn;
    }

    private @Nullable String line(Plan.Source source, byte[] entry, Set<String> withdrawn) {
        int key = keyLength(entry);
        String id = new String(entry, 2, key, StandardCharsets.UTF_8);
        byte[] value = Arrays.copyOfRange(entry, 2 + key + OFFSET_BYTES, entry.length);
        if (value.length == 0 || withdrawn.contains(id) || !Ids.home(id).equals(source.country())
                || !pseudonyms.hasNamed(id)) {
            return null;
        }
        SpecificRecord content = decoded(codec, source.country(), value);
        if (content == null || !id.equals(content.get(0)) || !isShown(content, source, value.length)) {
            return null;
        }
        ObjectNode node = json.createObjectNode();
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        node.put("type", content.getSchema().getName()).put("country", source.country()).put("topic", source.topic())
                .put("id", new String(pseudonyms.of(bytes, 0, bytes.length), StandardCharsets.US_ASCII))
                .put("version", (Integer) content.get(1));
        fields(content.getSchema()).forEach(field -> node.putPOJO(field.name(), content.get(field.pos())));
        return json.writeValueAsString(node);
    }

    /**
     * What is shown of a record besides its id and version; other ids in it would name people by more than a pseudonym, and of a text only
     * the newest is shown.
     */
    static List<Schema.Field> fields(Schema content) {
        Map<String, FieldRule> rules = RecordType.of(content.getFullName()).orElseThrow().fields();
        return content.getFields().stream().filter(field -> !NEVER.contains(field.name())
                && !(rules.get(field.name()) instanceof FieldRule.Id)
                && !(rules.get(field.name()) instanceof FieldRule.Records)).toList();
    }

    private static boolean isShown(SpecificRecord content, Plan.Source source, int bytes) {
        RecordType type = RecordType.of(content);
        return type.isReplayed() && Credible.objection(Entry.of(source.topic(), content),
                type.rules(source.topic(), source.country()), bytes, Times.LATEST).isEmpty();
    }

    /** Null for what cannot be read. */
    private static @Nullable SpecificRecord decoded(Codec codec, String country, byte[] value) {
        try {
            return codec.decode(country, value);
        } catch (Undecodable e) {
            return null;
        }
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    /** The key's length in two bytes, the key, the offset in eight, the value; nothing for a tombstone's. */
    private static byte[] entry(ByteBuffer key, long offset, @Nullable ByteBuffer value) {
        int keyLength = Math.min(key.remaining(), 1000);
        ByteBuffer entry = ByteBuffer
                .allocate(2 + keyLength + OFFSET_BYTES + (value == null ? 0 : value.remaining()));
        entry.putShort((short) keyLength).put(key.duplicate().limit(key.position() + keyLength)).putLong(offset);
        if (value != null) {
            entry.put(value.duplicate());
        }
        return entry.array();
    }

    private static int keyLength(byte[] entry) {
        return ByteBuffer.wrap(entry).getShort();
    }

    /** By key, then by offset: all records of a key are in one partition. */
    private static int compare(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
        int aKey = 2 + ByteBuffer.wrap(a).getShort(aOffset) + OFFSET_BYTES;
        int bKey = 2 + ByteBuffer.wrap(b).getShort(bOffset) + OFFSET_BYTES;
        return Arrays.compareUnsigned(a, aOffset, aOffset + aKey, b, bOffset, bOffset + bKey);
    }

    /** The last entry of each key. */
    private static final class Newest {

        private final Sorter sorter;
        private byte @Nullable [] upcoming;
        private int upcomingPlace;
        int place;

        Newest(Sorter sorter) {
            this.sorter = sorter;
            advance();
        }

        byte @Nullable [] next() {
            byte[] newest = upcoming;
            place = upcomingPlace;
            advance();
            while (newest != null && upcoming != null && upcomingPlace == place && sameKey(newest, upcoming)) {
                newest = upcoming;
                advance();
            }
            return newest;
        }

        private void advance() {
            Cursor at = sorter.next();
            upcoming = at == null ? null : Arrays.copyOfRange(at.bytes, at.offset, at.offset + at.length);
            upcomingPlace = at == null ? -1 : at.place;
        }

        private static boolean sameKey(byte[] a, byte[] b) {
            int length = 2 + keyLength(a);
            return keyLength(a) == keyLength(b) && Arrays.equals(a, 0, length, b, 0, length);
        }
    }
}
