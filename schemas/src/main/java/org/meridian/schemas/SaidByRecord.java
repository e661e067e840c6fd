package org.meridian.schemas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** What a decoded record says. */
record SaidByRecord(SpecificRecord body) implements Said {

    private String text(Schema.Field field) {
        return String.valueOf(body.get(field.pos()));
    }

    @Override
    public boolean isAbsent(Schema.Field field) {
        return body.get(field.pos()) == null;
    }

    @Override
    public boolean isPlainId(Schema.Field field) {
        return Ids.isPlain(text(field));
    }

    @Override
    public boolean isDerivedId(Schema.Field field) {
        return Ids.isDerived(text(field)) && Ids.isWellFormed(text(field));
    }

    /** Avro has made one of it. */
    @Override
    public boolean isUuid(Schema.Field field) {
        return true;
    }

    @Override
    public boolean isOf(Schema.Field field, String home) {
        return Ids.home(text(field)).equals(home);
    }

    @Override
    public boolean haveOneHome(Schema.Field one, Schema.Field other) {
        return isOf(one, Ids.home(text(other)));
    }

    @Override
    public boolean areSame(Schema.Field one, Schema.Field other) {
        return text(one).equals(text(other));
    }

    @Override
    public boolean isMadeOf(Schema.Field id, Schema.Field owner, Schema.Field other) {
        return text(id).equals(Ids.derived(text(owner), text(other)));
    }

    @Override
    public long number(Schema.Field field) {
        Object value = body.get(field.pos());
        return value instanceof Instant time ? micros(time) : ((Number) value).longValue();
    }

    /** What is beyond what can be written is beyond what can be counted, too. */
    private static long micros(Instant time) {
        if (!Times.isWritable(time)) {
            return time.isBefore(Times.EARLIEST) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public boolean isSymbol(Schema.Field field, String symbol) {
        return text(field).equals(symbol);
    }
}
