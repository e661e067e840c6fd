package org.meridian.replay.facts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The five fields with which every fact begins, found in its bytes: Confluent's wire format, then Avro binary. It is used
 * again for every fact.
 */
public final class FactHeader {

    private static final int MAGIC_AND_ID = 5;

    public int schemaId;
    public int idOffset;
    public int idLength;
    public int version;
    /** Microseconds since 1970. */
    public long time;
    private int eventIdOffset;
    private int eventIdLength;
    private final Wire wire = new Wire();

    /** False when the bytes cannot be a fact. The schema's id is then that of the header, or 0. */
    public boolean read(byte[] bytes, int offset, int length) {
        schemaId = 0;
        if (length < MAGIC_AND_ID || bytes[offset] != 0) {
            return false;
        }
        schemaId = schemaId(bytes, offset);
        try {
            wire.begin(bytes, offset + MAGIC_AND_ID, offset + length);
            eventIdLength = wire.length();
            eventIdOffset = wire.skip(eventIdLength);
            idLength = wire.length();
            idOffset = wire.skip(idLength);
            version = (int) wire.number();
            time = wire.number();
            return true;
        } catch (Malformed e) {
            return false;
        }
    }

    public static int schemaId(byte[] bytes, int offset) {
        return bytes[offset + 1] << 24 | (bytes[offset + 2] & 255) << 16 | (bytes[offset + 3] & 255) << 8
                | bytes[offset + 4] & 255;
    }

    /** Whether an id belongs to a country, {@code <country>-…}. */
    static boolean isOf(String country, byte[] bytes, int offset, int length) {
        int home = country.length();
        if (length <= home || bytes[offset + home] != '-') {
            return false;
        }
        for (int i = 0; i < home; i++) {
            if (bytes[offset + i] != country.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public boolean isOf(String country, byte[] bytes) {
        return isOf(country, bytes, idOffset, idLength);
    }

    public String id(byte[] bytes) {
        return new String(bytes, idOffset, idLength, StandardCharsets.UTF_8);
    }

    /** By id, version and event id: the last parts of the order, for facts of one time and one place. */
    public static int compare(FactHeader a, byte[] aBytes, FactHeader b, byte[] bBytes) {
        int byId = Arrays.compareUnsigned(aBytes, a.idOffset, a.idOffset + a.idLength, bBytes, b.idOffset,
                b.idOffset + b.idLength);
        if (byId != 0) {
            return byId;
        }
        return a.version != b.version
                ? Integer.compare(a.version, b.version)
                : Arrays.compareUnsigned(aBytes, a.eventIdOffset, a.eventIdOffset + a.eventIdLength, bBytes,
                        b.eventIdOffset, b.eventIdOffset + b.eventIdLength);
    }
}
