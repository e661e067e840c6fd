package org.meridian.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a request with an {@code Idempotency-Key} its effect once: the key is written in the statement that does the work,
 * and a second request with it gets the first one's result. A key is known for seven days.
 */
public final class IdempotencyKeys {

    private static final int MAX_KEY_CHARS = 200;
    private static final Duration KEPT = Duration.ofDays(7);

    private record Used(String requestHash, String resultId) {}

    private record Key(String memberId, String key, String requestHash, String resultId) {}

    private static final Columns<Key> KEY = Columns.of(Key.class).text("member_id", Key::memberId).text("key", Key::key)
            .text("request_hash", Key::requestHash).text("result_id", Key::resultId);
    private static final String CLAIM = KEY.insertInto("idempotency_key");
    private static final String FIND = "SELECT request_hash, result_id FROM idempotency_key WHERE member_id = ? AND key = ?";
    private static final String FORGET = "DELETE FROM idempotency_key WHERE used_at < ?";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    /** Those of a log's service, which forgets the old ones while it is open; made before the log is started. */
    public IdempotencyKeys(EventLog log, Database database, Clock clock) {
        this(database, clock);
        log.worker("keys-" + log.service(), Duration.ofHours(1), this::forgetOld);
    }

    IdempotencyKeys(Database database, Clock clock) {
        this.jdbc = database.jdbc();
        this.clock = clock;
    }

    void forgetOld() {
        jdbc.update(FORGET, Timestamp.from(clock.instant().minus(KEPT)));
    }

    /**
     * Runs {@code work} unless this key was used before.
     *
     * @param resultId the id of what the work is about to make
     * @param request  the request's content; the same key with another one is refused with 422
     * @param work     whatever may refuse the request; takes the writes to append beside its own
     * @return the id of what was made, now or then
     */
    public String once(String memberId, @Nullable String key, Object request, Supplier<String> resultId,
            WorkWithId work) {
        if (key == null) {
            String id = resultId.get();
            work.run(id);
            return id;
        }
        Optional<String> before = given(memberId, key, request);
        if (before.isPresent()) {
            return before.get();
        }
        String id = resultId.get();
        try {
            work.run(id, claim(memberId, key, hash(request), id));
            return id;
        } catch (DuplicateKeyException atTheSameMoment) {
            return given(memberId, key, request).orElseThrow(() -> atTheSameMoment);
        }
    }

    /** What this request was answered with when its key was used; to be asked before anything that may have changed since. */
    public Optional<String> given(String memberId, @Nullable String key, Object request) {
        if (key == null) {
            return Optional.empty();
        }
        check(key);
        Used before = find(memberId, key);
        return Optional.ofNullable(before).map(it -> same(it.resultId(), it.requestHash().equals(hash(request))));
    }

    /**
     * For what keeps the keys with what was made under them.
     *
     * @param isTheSame whether the request is the one that the key was used for
     * @return the result of then
     */
    public static <T> T same(T result, boolean isTheSame) {
        if (!isTheSame) {
            throw Refusal.of(Refusal.Kind.UNPROCESSABLE, "idempotency-key-reused",
                    "This Idempotency-Key was used for another request; use a new one for each.");
        }
        return result;
    }

    /** Work that makes something with a given id, and appends these writes in its statement. */
    @FunctionalInterface
    public interface WorkWithId {
        void run(String id, BulkStatement... alongside);
    }

    private static BulkStatement claim(String memberId, String key, String hash, String resultId) {
        return KEY.bind(CLAIM, List.of(new Key(memberId, key, hash, resultId)));
    }

    private @Nullable Used find(String memberId, String key) {
        return jdbc.query(FIND, row -> row.next() ? new Used(row.getString(1), row.getString(2)) : null, memberId, key);
    }

    public static void check(String key) {
        if (key.isBlank() || key.length() > MAX_KEY_CHARS || !key.chars().allMatch(c -> c > 31 && c < 127)) {
            throw Refusal.invalid("idempotency-key-invalid",
                    "An Idempotency-Key has 1 to 200 printable ASCII characters.");
        }
    }

    private static String hash(Object request) {
        try {
            byte[] json = JsonMapper.shared().writeValueAsBytes(request);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
