package org.meridian.notifications.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.meridian.schemas.Ids;

/** SHA-256, by which digests are named and compared. */
final class Hash {

    private Hash() {}

    static String hex(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    /**
     * The id of the digest of a member and a local date, which are its identity: whoever composes it, and however often,
     * comes to the same one. Laid out as a UUIDv7 of that date's beginning in UTC.
     */
    static String digestId(String memberId, LocalDate date) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(memberId + "/" + date));
        long millis = TimeUnit.DAYS.toMillis(date.toEpochDay());
        return Ids.home(memberId) + "-" + new UUID(millis << 16 | 0x7000 | hash.getLong() & 0xfff,
                0x8000_0000_0000_0000L | hash.getLong() & 0x3fff_ffff_ffff_ffffL);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
