package org.meridian.replay.facts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Said;

/** What a fact's bytes say, found without making a record of them. It is used again for every fact; not for several threads. */
final class SaidByBytes implements Said {

    private static final int WIRE_HEADER = 5;
    private static final int MOST_FIELDS = 64;
    private static final int ABSENT = -1;
    private static final int UUID_LENGTH = 36;

    private final Wire wire = new Wire();
    private final int[] offsets = new int[MOST_FIELDS];
    private final int[] lengths = new int[MOST_FIELDS];
    private final long[] numbers = new long[MOST_FIELDS];
    private byte[] bytes = new byte[0];

    /** @throws Malformed where the bytes are not what their schema says */
    void read(Layout layout, byte[] from, int offset, int length) {
        bytes = from;
        Arrays.fill(offsets, 0, layout.knownFields(), ABSENT);
        wire.begin(from, offset + WIRE_HEADER, offset + length);
        for (Layout.Field field : layout.fields()) {
            if (field.known() == null) {
                wire.skip(field.schema());
            } else {
                read(field.known().pos(), field.schema());
            }
        }
        if (!wire.isAtEnd()) {
            throw new Malformed("bytes are left over");
        }
    }

    private void read(int place, Schema schema) {
        switch (schema.getType()) {
            case UNION -> read(place, wire.branch(schema));
            case NULL -> offsets[place] = ABSENT;
            case STRING -> {
                lengths[place] = wire.length();
                offsets[place] = wire.skip(lengths[place]);
            }
            case INT, LONG, ENUM -> {
                offsets[place] = wire.at;
                numbers[place] = wire.number();
            }
            default -> {
                offsets[place] = wire.at;
                wire.skip(schema);
            }
        }
    }

    @Override
    public boolean isAbsent(Schema.Field field) {
        return offsets[field.pos()] == ABSENT;
    }

    @Override
    public boolean isPlainId(Schema.Field field) {
        return !isAbsent(field) && Ids.isPlain(bytes, offsets[field.pos()], lengths[field.pos()]);
    }

    @Override
    public boolean isDerivedId(Schema.Field field) {
        return !isAbsent(field) && Ids.isDerived(bytes, offsets[field.pos()], lengths[field.pos()]);
    }

    @Override
    public boolean isUuid(Schema.Field field) {
        int at = offsets[field.pos()];
        if (lengths[field.pos()] != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte c = bytes[at + i];
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isOf(Schema.Field field, String home) {
        return !isAbsent(field) && FactHeader.isOf(home, bytes, offsets[field.pos()], lengths[field.pos()]);
    }

    @Override
    public boolean haveOneHome(Schema.Field one, Schema.Field other) {
        return isOf(one, Ids.home(new String(bytes, offsets[other.pos()], lengths[other.pos()],
                StandardCharsets.UTF_8)));
    }

    @Override
    public boolean areSame(Schema.Field one, Schema.Field other) {
        return isAt(one, offsets[other.pos()], offsets[other.pos()] + lengths[other.pos()]);
    }

    private boolean isAt(Schema.Field field, int from, int until) {
        int at = offsets[field.pos()];
        return Arrays.equals(bytes, at, at + lengths[field.pos()], bytes, from, until);
    }

    @Override
    public boolean isMadeOf(Schema.Field id, Schema.Field owner, Schema.Field other) {
        int begin = offsets[id.pos()];
        int dot = begin + lengths[owner.pos()];
        int end = begin + lengths[id.pos()];
        return dot < end && bytes[dot] == '.' && isAt(owner, begin, dot) && isAt(other, dot + 1, end);
    }

    @Override
    public long number(Schema.Field field) {
        return numbers[field.pos()];
    }

    @Override
    public boolean isSymbol(Schema.Field field, String symbol) {
        return field.schema().getEnumSymbols().indexOf(symbol) == numbers[field.pos()];
    }
}
