package org.meridian.replay.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ids as an export shows them: {@code <home>-} and the first 96 bits of HMAC-SHA256 in hexadecimal, the same for the same
 * id under the same key. Groups of few members are all called {@code other}. Not for several threads.
 */
public final class Pseudonyms {

    private static final byte[] OTHER = ascii("other");
    private static final byte[] DIGITS = ascii("0123456789abcdef");
    private static final int BYTES = 12;
    private static final int MAX_HOME_CHARS = 20;
    private static final byte[] NOTHING = new byte[0];

    private final Hmac hmac;
    private final byte[] tag = new byte[Hmac.BYTES];
    private final Set<String> shownGroups;
    private final Set<String> hiddenGroups;
    private final BitSet mayBeHidden = new BitSet();
    private @Nullable Set<Long> named;
    private final Cache cache = new Cache();

    /**
     * @param shownGroups  ids of groups with members enough: any other group is {@code other}
     * @param hiddenGroups ids known to be groups with too few members, which are {@code other} wherever they stand
     */
    public Pseudonyms(PseudonymKey key, Set<String> shownGroups, Set<String> hiddenGroups) {
        this.hmac = key.hmac();
        this.shownGroups = Set.copyOf(shownGroups);
        this.hiddenGroups = Set.copyOf(hiddenGroups);
        for (String id : hiddenGroups) {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            mayBeHidden.set(cache.slot(bytes, 0, bytes.length));
        }
    }

    /** From now on it remembers which ids it has named; some 60 bytes of memory for each. */
    public void remember() {
        named = new HashSet<>();
    }

    /** Whether it has named this id since {@link #remember}. */
    public boolean hasNamed(String id) {
        return named != null && named.contains(start(id.getBytes(StandardCharsets.UTF_8)));
    }

    private long start(byte[] id) {
        hmac.of(NOTHING, id, 0, id.length, tag);
        return ByteBuffer.wrap(tag).getLong();
    }

    /** The pseudonym of an id in ASCII; the caller must not change it. */
    public byte[] of(byte[] bytes, int offset, int length) {
        return of(bytes, offset, length, cache.slot(bytes, offset, length), false);
    }

    /** The pseudonym of an id that stands in the place of a group's. */
    public byte[] ofGroup(byte[] bytes, int offset, int length) {
        return of(bytes, offset, length, cache.slot(bytes, offset, length) | Cache.GROUP, true);
    }

    private byte[] of(byte[] bytes, int offset, int length, int slot, boolean group) {
        byte[] known = cache.get(slot, bytes, offset, length);
        if (known != null) {
            return known;
        }
        byte[] pseudonym = isOther(bytes, offset, length, slot, group)
                ? OTHER
                : hashed(NOTHING, bytes, offset, length);
        cache.put(slot, bytes, offset, length, pseudonym);
        return pseudonym;
    }

    private boolean isOther(byte[] bytes, int offset, int length, int slot, boolean group) {
        if (!group && !mayBeHidden.get(slot)) {
            return false;
        }
        String id = new String(bytes, offset, length, StandardCharsets.UTF_8);
        boolean other = group ? !shownGroups.contains(id) : hiddenGroups.contains(id);
        if (other && named != null) {
            named.add(start(id.getBytes(StandardCharsets.UTF_8)));
        }
        return other;
    }

    /** What the events of an aggregate are named by: its pseudonym, but a name of its own for each group called other. */
    public byte[] ofEvent(byte[] subject, byte[] bytes, int offset, int length) {
        if (subject != OTHER) {
            return subject;
        }
        return hashed(OTHER, bytes, offset, length);
    }

    /** The pseudonym of any id, of a small group's too: for comparing, not for showing. */
    public String ofAny(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return new String(hashed(NOTHING, bytes, 0, bytes.length), StandardCharsets.US_ASCII);
    }

    /** The home and the hash; only the hash when the id names no home. */
    private byte[] hashed(byte[] prefix, byte[] bytes, int offset, int length) {
        int home = 0;
        while (home < length && home < MAX_HOME_CHARS && isOfAlias(bytes[offset + home])) {
            home++;
        }
        int shown = home > 0 && home < length && bytes[offset + home] == '-' ? home + 1 : 0;
        byte[] pseudonym = new byte[shown + 2 * BYTES];
        System.arraycopy(bytes, offset, pseudonym, 0, shown);
        hmac.of(prefix, bytes, offset, length, tag);
        if (named != null) {
            named.add(ByteBuffer.wrap(tag).getLong());
        }
        for (int i = 0; i < BYTES; i++) {
            pseudonym[shown + 2 * i] = DIGITS[tag[i] >> 4 & 15];
            pseudonym[shown + 2 * i + 1] = DIGITS[tag[i] & 15];
        }
        return pseudonym;
    }

    private static boolean isOfAlias(byte c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
