package org.meridian.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.meridian.schemas.FieldRule;
import org.meridian.schemas.RecordType;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;

/**
 * Every record that a peer can send, with every kind of value in every field that its node would never write; one wrong thing in
 * each. What the values are follows from what the fields are, so that a new field is tried without being named here.
 */
public final class HostileRecords {

    /**
     * A record with one wrong thing in it.
     *
     * @param value  what is wrong, in words
     * @param topic  the sender's own name of it
     * @param before the good record without which this one would only wait for an earlier version
     */
    public record Hostile(RecordType type, String field, String value, String topic, String key, byte[] bytes,
            @Nullable Good before) {

        @Override
        public String toString() {
            return type.fullName().substring(type.fullName().lastIndexOf('.') + 1) + "." + field + ": " + value;
        }
    }

    /** A record as its node writes it. */
    public record Good(String topic, String key, byte[] bytes) {}

    private static final Map<RecordType, RecordType> FIRST = Map.of(RecordType.GROUP_CHANGED, RecordType.GROUP_CREATED,
            RecordType.MEMBERSHIP_ENDED, RecordType.MEMBERSHIP_GRANTED, RecordType.JOIN_WITHDRAWN,
            RecordType.JOIN_REQUESTED, RecordType.POST_WITHDRAWN, RecordType.POST_PUBLISHED,
            RecordType.POST_EDITED, RecordType.POST_PUBLISHED, RecordType.BAN_LIFTED, RecordType.MEMBERSHIP_GRANTED,
            RecordType.INVITATION_REVOKED, RecordType.INVITATION_MADE);
    private static final Set<RecordType> ANSWERS = Set.of(RecordType.JOIN_REFUSED, RecordType.REFUSAL_REASON,
            RecordType.MEMBERSHIP_CHANGE_DECIDED, RecordType.REMOVAL_REASON, RecordType.REQUEST_BRIEF,
            RecordType.INVITATION_CLOSED);

    private final String from;
    private final String to;
    private final Instant now;
    private int made;

    private HostileRecords(String from, String to, Instant now) {
        this.from = from;
        this.to = to;
        this.now = now;
    }

    /** All that {@code from} can send to {@code to} by now. */
    public static List<Hostile> all(String from, String to, Instant now) {
        var records = new HostileRecords(from, to, now);
        return types().stream().flatMap(type -> records.of(type).stream()).toList();
    }

    /** Those that stand in topics that a peer mirrors and a projection reads. */
    public static List<RecordType> types() {
        return List.of(RecordType.values()).stream()
                .filter(type -> type.kind() != Topics.Kind.SCHEMAS
                        && type.bases().stream().anyMatch(base -> !base.startsWith("domestic.")))
                .toList();
    }

    private List<Hostile> of(RecordType type) {
        List<Hostile> all = new ArrayList<>();
        for (Schema.Field field : type.schema().getFields()) {
            FieldRule rule = Objects.requireNonNull(type.fields().get(field.name()));
            values(field, rule).forEach((name, value) -> all.add(hostile(type, field, name, value)));
        }
        return all;
    }

    private Hostile hostile(RecordType type, Schema.Field field, String name, Object value) {
        int number = ++made;
        GenericRecord record = good(type, number);
        RecordType first = FIRST.get(type);
        Good before = first == null ? null : good(first, good(first, number));
        record.put(field.pos(), value);
        Good sent = good(type, record);
        return new Hostile(type, field.name(), name, sent.topic(), sent.key(), sent.bytes(), before);
    }

    private Good good(RecordType type, GenericRecord record) {
        String base = type.bases().stream().filter(it -> !it.startsWith("domestic.")).findFirst().orElseThrow();
        String topic = base.replaceFirst("^to\\.", "to-" + to + ".");
        return new Good(topic, String.valueOf(record.get("id")), encoded(record));
    }

    /** As an honest node writes it, of an aggregate of its own; the same number names the same aggregate. */
    private GenericRecord good(RecordType type, int number) {
        GenericRecord record = new GenericData.Record(type.schema());
        for (Schema.Field field : type.schema().getFields()) {
            record.put(field.pos(), good(type, field, number));
        }
        return record;
    }

    private @Nullable Object good(RecordType type, Schema.Field field, int number) {
        boolean addressed = type.bases().first().startsWith("to.");
        boolean answer = ANSWERS.contains(type);
        String own = id(from, "own", number);
        String group = id(addressed && !answer ? to : from, "group", number);
        String member = id(answer ? to : from, "member", number);
        String request = id(answer ? to : from, "request", number);
        String invitation = id(answer ? to : from, "invitation", number);
        return switch (field.name()) {
            case "eventId" -> UUID.nameUUIDFromBytes((type + " " + number).getBytes()).toString();
            case "id" -> switch (type) {
                case MEMBERSHIP_GRANTED, MEMBERSHIP_ENDED, BAN_LIFTED, REMOVAL_REASON -> group + "." + member;
                case JOIN_REFUSED, REFUSAL_REASON, REQUEST_BRIEF, MEMBERSHIP_CHANGE_DECIDED -> group + "." + request;
                case INVITATION_CLOSED -> group + "." + invitation;
                case STANDING_GIVEN -> group + "." + id(from, "post", number);
                case MEMBER_REGISTERED -> member;
                case ANSWER_CHOSEN -> member + "." + own;
                default -> own;
            };
            case "version" -> FIRST.containsKey(type) ? 2 : 1;
            case "occurredAt" -> ChronoUnit.MICROS.between(Instant.EPOCH, now) + (FIRST.containsKey(type) ? 1 : 0);
            case "actorId", "memberId" -> member;
            case "groupId" -> group;
            case "requestId", "joinRequestId" -> request;
            case "invitationId" -> invitation;
            case "postId" -> id(from, "post", number);
            case "replyId" -> id(from, "reply", number);
            default -> switch (plain(field.schema()).getType()) {
                case ENUM -> new GenericData.EnumSymbol(plain(field.schema()),
                        plain(field.schema()).getEnumSymbols().get(1));
                case INT -> 1;
                case LONG -> micros(now);
                case ARRAY -> field.schema().getElementType().getType() == Schema.Type.RECORD
                        ? List.of(part(field.schema().getElementType()))
                        : List.of("one");
                default -> "good";
            };
        };
    }

    /** What stands in others has no id. */
    private GenericRecord part(Schema schema) {
        GenericRecord part = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            part.put(field.pos(), switch (plain(field.schema()).getType()) {
                case INT -> 1;
                case LONG -> micros(now);
                case ARRAY -> List.of("one");
                default -> "good";
            });
        }
        return part;
    }

    private static String id(String home, String kind, int number) {
        return TestIds.id(home + "-" + kind + " " + number);
    }

    private static Schema plain(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().filter(it -> it.getType() != Schema.Type.NULL).findFirst().orElseThrow()
                : schema;
    }

    private Map<String, Object> values(Schema.Field field, FieldRule rule) {
        if (field.name().equals("id")) {
            Map<String, Object> ids = ids();
            ids.put("of two that nobody named", id(from, "a", 1) + "." + id(from, "b", 1));
            return ids;
        }
        return switch (rule) {
            case FieldRule.Id id -> ids();
            case FieldRule.Time time -> times();
            case FieldRule.Number number -> numbers();
            case FieldRule.Text(int most, boolean oneLine) -> texts(most, oneLine);
            case FieldRule.Texts(int most, FieldRule.Text item) -> lists(most, item);
            case FieldRule.IdList(int most) -> Map.of("too many", Collections.nCopies(most + 1, id(from, "group", 1)));
            case FieldRule.Records(int most, Map<String, FieldRule> fields) ->
                parts(most, fields, field.schema().getElementType());
            case FieldRule.Uuid uuid -> Map.of("empty", "", "no UUID", "nobody", "with U+0000", "\0".repeat(36));
            case FieldRule.Any any -> symbols(plain(field.schema()));
        };
    }

    private Map<String, Object> ids() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("empty", "");
        values.put("only a home", from + "-");
        values.put("no UUID", from + "-1");
        values.put("malformed UUID", id(from, "x", 1).replace('7', 'g'));
        values.put("UUID of version 4", from + "-" + UUID.fromString("2f1e4c3a-9f2b-4c5d-8e6f-0123456789ab"));
        values.put("of another home", id(to, "theirs", 1));
        values.put("of a home with that prefix", id(from + "x", "theirs", 1));
        values.put("in capitals", id(from, "x", 2).toUpperCase(java.util.Locale.ROOT));
        values.put("with U+0000", id(from, "x", 3) + "\0");
        values.put("of 3,000 characters", from + "-" + "a".repeat(3_000));
        return values;
    }

    private Map<String, Object> times() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Long.MAX", Long.MAX_VALUE);
        values.put("Long.MIN", Long.MIN_VALUE);
        values.put("year 10000", micros(Instant.parse("+10000-01-01T00:00:00Z")));
        values.put("year 0", micros(Instant.parse("0000-06-01T00:00:00Z")));
        values.put("two days ahead", micros(now.plus(Duration.ofDays(2))));
        values.put("year 9999", micros(Instant.parse("9999-12-31T23:59:59Z")));
        values.put("year 1", micros(Instant.parse("0001-01-01T00:00:00Z")));
        return values;
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Map<String, Object> numbers() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Integer.MIN", Integer.MIN_VALUE);
        values.put("-1", -1);
        values.put("0", 0);
        values.put("Integer.MAX", Integer.MAX_VALUE);
        return values;
    }

    private static Map<String, Object> texts(int most, boolean oneLine) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("empty", "");
        values.put("blank", " \t ");
        values.put("too long", "a".repeat(most + 1));
        values.put("too long, outside the basic plane", "\uD83D\uDE00".repeat(most + 1));
        values.put("with U+0000", "a\0b");
        values.put("with a control character", "a\u001bb");
        values.put("nothing to see", "\u200b\u2800");
        values.put("script", "<script>alert(1)</script>");
        if (oneLine) {
            values.put("two lines", "a\r\nBcc: b");
            values.put("turned around", "a\u202eb");
        }
        return values;
    }

    private static Map<String, Object> lists(int most, FieldRule.Text item) {
        Map<String, Object> values = texts(item.most(), item.oneLine()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue()), (a, b) -> a,
                        LinkedHashMap::new));
        values.put("too many", Collections.nCopies(most + 1, "a"));
        return values;
    }

    private Map<String, Object> parts(int most, Map<String, FieldRule> fields, Schema schema) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            values(field, Objects.requireNonNull(fields.get(field.name()))).forEach((name, value) -> {
                GenericRecord part = part(schema);
                part.put(field.pos(), value);
                values.put(field.name() + ": " + name, List.of(part));
            });
        }
        values.put("too many", Collections.nCopies(most + 1, part(schema)));
        return values;
    }

    private static Map<String, Object> symbols(Schema schema) {
        return schema.getType() == Schema.Type.ENUM
                ? Map.of("UNKNOWN", new GenericData.EnumSymbol(schema, "UNKNOWN"), "a symbol that is not there",
                        new GenericData.EnumSymbol(beyond(schema), "BEYOND"))
                : Map.of();
    }

    /** The same enum with a symbol more, whose index a reader of the schema does not know. */
    private static Schema beyond(Schema schema) {
        List<String> symbols = new ArrayList<>(schema.getEnumSymbols());
        symbols.add("BEYOND");
        return Schema.createEnum(schema.getName(), null, schema.getNamespace(), symbols);
    }

    /** In Confluent's wire format; values stand as they are, whatever a logical type says of them. */
    private static byte[] encoded(GenericRecord record) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0)
                .putInt(SchemaLock.onClassPath().idOf(record.getSchema().getFullName())).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new Unchecked(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the index of a symbol by the symbol's own schema. */
    private static final class Unchecked extends GenericDatumWriter<GenericRecord> {

        Unchecked(Schema schema) {
            super(schema, new GenericData());
        }

        @Override
        protected void writeEnum(Schema schema, Object datum, org.apache.avro.io.Encoder out) throws IOException {
            GenericData.EnumSymbol symbol = (GenericData.EnumSymbol) datum;
            out.writeEnum(symbol.getSchema().getEnumOrdinal(symbol.toString()));
        }
    }
}
