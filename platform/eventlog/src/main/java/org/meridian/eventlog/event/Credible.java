package org.meridian.eventlog.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.schemas.FieldRule;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Objection;
import org.meridian.schemas.Objection.Fault;
import org.meridian.schemas.RecordType;
import org.meridian.schemas.Rules;
import org.meridian.schemas.Times;
import org.meridian.text.Legible;

/**
 * Whether a record can be believed at all, before anything is made of it: {@link RecordType} knows its nature, {@link Rules} say
 * whose it may be, and what was written is held to its limits here. The sentences say what is wrong and repeat nothing of what was sent.
 */
public final class Credible {

    private Credible() {}

    /**
     * Empty where there is none.
     *
     * @param rules  of its type, where it stands
     * @param bytes  how many the record has
     * @param latest when a fact can have happened at the latest, {@link Times#LATEST} for whenever
     */
    public static Optional<Objection> objection(Entry entry, Rules rules, int bytes, Instant latest) {
        RecordType type = RecordType.of(entry.body());
        if (bytes > type.maxBytes()) {
            return limits(bytes + " bytes are more than a " + type.fullName() + " can have");
        }
        Optional<Objection> objection = rules.objection(entry.body());
        if (objection.isPresent()) {
            return objection;
        }
        for (Map.Entry<String, FieldRule> field : type.fields().entrySet()) {
            String wrong = wrong(field.getValue(), value(entry.body(), field.getKey()));
            if (wrong != null) {
                return limits("its " + field.getKey() + " " + wrong);
            }
        }
        return entry instanceof Fact fact && fact.occurredAt().isAfter(latest)
                ? Optional.of(new Objection(Fault.AHEAD, "it says that it happened at " + fact.occurredAt()
                        + ", more than a day from now"))
                : Optional.empty();
    }

    private static Optional<Objection> limits(String sentence) {
        return Optional.of(new Objection(Fault.LIMITS, sentence));
    }

    private static @Nullable Object value(SpecificRecord body, String field) {
        return body.get(body.getSchema().getField(field).pos());
    }

    /** What is left out where the schema lets it be is never wrong. */
    private static @Nullable String wrong(FieldRule rule, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (rule) {
            case FieldRule.Text text -> wrong(text, (String) value);
            case FieldRule.Texts(int most, FieldRule.Text item) -> wrong(most, item, (List<?>) value);
            case FieldRule.IdList(int most) -> noIds(most, (List<?>) value);
            case FieldRule.Records(int most, Map<String, FieldRule> fields) -> wrong(most, fields, (List<?>) value);
            default -> null; // the rules have looked at it
        };
    }

    private static @Nullable String wrong(int most, FieldRule.Text item, List<?> values) {
        String wrong = tooMany(most, values);
        for (Object value : wrong == null ? values : List.of()) {
            wrong = wrong == null ? wrong(item, (String) value) : wrong;
        }
        return wrong;
    }

    /** The rules do not look into these. */
    private static @Nullable String wrong(int most, Map<String, FieldRule> fields, List<?> records) {
        String wrong = tooMany(most, records);
        for (Object record : wrong == null ? records : List.of()) {
            for (Map.Entry<String, FieldRule> field : fields.entrySet()) {
                wrong = wrong == null
                        ? wrongWithin(field.getValue(), value((SpecificRecord) record, field.getKey()))
                        : wrong;
            }
        }
        return wrong;
    }

    private static @Nullable String wrongWithin(FieldRule rule, @Nullable Object value) {
        return switch (rule) {
            case FieldRule.Time any -> Times.isWritable((Instant) Objects.requireNonNull(value))
                    ? null
                    : "is not in the years 1 to 9999";
            case FieldRule.Number(int least) -> (Integer) Objects.requireNonNull(value) >= least
                    ? null
                    : "is below " + least;
            default -> wrong(rule, value);
        };
    }

    private static @Nullable String noIds(int most, List<?> values) {
        String tooMany = tooMany(most, values);
        return tooMany != null || values.stream().allMatch(id -> Ids.isPlain((String) id))
                ? tooMany
                : "holds what is no id";
    }

    private static @Nullable String tooMany(int most, List<?> values) {
        return values.size() > most ? "has " + values.size() + " entries; " + most + " is the most" : null;
    }

    private static @Nullable String wrong(FieldRule.Text rule, String text) {
        int length = text.codePointCount(0, text.length());
        if (length > rule.most()) {
            return "has " + length + " characters; " + rule.most() + " is the most";
        }
        if (!Legible.isPrintable(text)) {
            return "has control characters";
        }
        if (rule.oneLine() && !(Legible.isOneLine(text) && Legible.turnsNothingAround(text))) {
            return "is not one line of text that reads in one direction";
        }
        return Legible.isVisible(text) ? null : "has nothing that can be seen";
    }
}
