package org.meridian.schemas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.schemas.Objection.Fault;

/**
 * What a record of one type may say in one topic of one node, by <b>A node believes only the home</b>: whose ids, which derived
 * ones, which versions, numbers and times. Projections and replays judge by it, whatever they read the record from.
 */
public final class Rules {

    private static final String DOMESTIC = "DOMESTIC";

    private final RecordType type;
    private final RecordType.Nature nature;
    private final String topic;
    private final String source;
    private final @Nullable String addressee;
    private final boolean belongsHere;
    private final Schema.Field id;
    private final Schema.Field version;
    private final List<Schema.Field> derivedFrom;
    private final List<Schema.Field> speaksFor;
    private final Schema.@Nullable Field addressedBy;
    private final List<Schema.Field> same;
    private final List<Schema.Field> ofOneHome;
    private final Map<Schema.Field, FieldRule> checked = new LinkedHashMap<>();

    Rules(RecordType type, RecordType.Nature nature, String topic, String source) {
        this.type = type;
        this.nature = nature;
        this.topic = topic;
        this.source = source;
        belongsHere = type.mayStandIn(topic);
        addressee = belongsHere ? Topics.place(topic).addressee() : null;
        boolean keyed = type.schema().getField("id") != null;
        id = keyed ? field("id") : type.schema().getFields().getFirst();
        version = keyed ? field("version") : type.schema().getFields().getFirst();
        derivedFrom = fields(nature.derivedFrom);
        speaksFor = fields(List.copyOf(nature.speaksFor));
        addressedBy = nature.addressedBy == null ? null : field(nature.addressedBy);
        same = fields(nature.same);
        ofOneHome = fields(nature.ofOneHome);
        type.fields().forEach((name, rule) -> {
            switch (rule) {
                case FieldRule.Id it -> checked.put(field(name), it);
                case FieldRule.Uuid it -> checked.put(field(name), it);
                case FieldRule.Time it -> checked.put(field(name), it);
                case FieldRule.Number it -> checked.put(field(name), it);
                default -> {
                    // A text is content, which only a decoded record has.
                }
            }
        });
    }

    private Schema.Field field(String name) {
        return type.schema().getField(name);
    }

    private List<Schema.Field> fields(List<String> names) {
        return names.stream().map(this::field).toList();
    }

    public Optional<Objection> objection(SpecificRecord body) {
        return objection(new SaidByRecord(body));
    }

    /** Empty where there is none. */
    public Optional<Objection> objection(Said said) {
        String wrong = provenance(said);
        if (wrong != null) {
            return Optional.of(new Objection(Fault.PROVENANCE, wrong));
        }
        for (Map.Entry<Schema.Field, FieldRule> entry : checked.entrySet()) {
            Schema.Field field = entry.getKey();
            String out = said.isAbsent(field) ? null : outOfBounds(said, field, entry.getValue());
            if (out != null) {
                return Optional.of(new Objection(Fault.LIMITS, "its " + field.name() + " " + out));
            }
        }
        return Optional.empty();
    }

    private @Nullable String provenance(Said said) {
        if (!belongsHere) {
            return type.fullName() + " does not belong in " + topic;
        }
        if (!said.isOf(id, source)) {
            return source + " speaks of what belongs to another node";
        }
        if (!(nature.derived ? said.isDerivedId(id) : said.isPlainId(id))) {
            return "no " + type.shortName() + " has such an id";
        }
        if (!derivedFrom.isEmpty() && !said.isMadeOf(id, derivedFrom.getFirst(), derivedFrom.getLast())) {
            return "its id is not that of what it speaks of";
        }
        if (!type.canBeVersion(said.number(version))) {
            return "a " + type.shortName() + " cannot be version " + said.number(version);
        }
        for (Schema.Field field : speaksFor) {
            if (!said.isOf(field, source)) {
                return source + " speaks for somebody of another node";
            }
        }
        if (addressedBy != null && addressee != null && !said.isOf(addressedBy, addressee)) {
            return "it is addressed to " + addressee + " and concerns another node";
        }
        return contradiction(said);
    }

    private @Nullable String contradiction(Said said) {
        if (!same.isEmpty() && !said.areSame(same.getFirst(), same.getLast())) {
            return "its " + same.getFirst().name() + " and " + same.getLast().name() + " name two and must name one";
        }
        if (!ofOneHome.isEmpty() && !said.isAbsent(ofOneHome.getFirst())
                && !said.haveOneHome(ofOneHome.getFirst(), ofOneHome.getLast())) {
            return "it answers a request that its member cannot have made";
        }
        if (nature.scoped && said.isSymbol(field("scope"), DOMESTIC) != topic.startsWith("domestic.")) {
            return "its scope and " + topic + " contradict each other";
        }
        return null;
    }

    private static @Nullable String outOfBounds(Said said, Schema.Field field, FieldRule rule) {
        return switch (rule) {
            case FieldRule.Id any -> said.isPlainId(field) ? null : "is no id";
            case FieldRule.Uuid any -> said.isUuid(field) ? null : "is no UUID";
            case FieldRule.Time any -> Times.isWritable(said.number(field)) ? null : "is not in the years 1 to 9999";
            case FieldRule.Number(int least) -> said.number(field) >= least ? null : "is below " + least;
            default -> null;
        };
    }
}
