package org.meridian.mail.queue;

import static java.util.Objects.requireNonNull;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Mails that a thread has to itself while it sends them, by advisory locks of a connection that it keeps: they end with the
 * process, however that ends, and no transaction is open while a mail server takes its time.
 */
final class Claims implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    /**
     * A mail that waits, and whom it would go to now.
     *
     * @param wanted the scopes that they have not unsubscribed from
     */
    record Claim(Mailing mailing, int attempts, Instant dueAt, @Nullable String email, Set<String> wanted,
            boolean refused) {}

    private static final String LOCK = """
            SELECT id FROM unnest(?) AS n(id)
            WHERE pg_try_advisory_lock(hashtextextended(current_schema || '.mailing ' || id, 0))""";
    private static final String UNLOCK = "SELECT pg_advisory_unlock_all()";
    // After the locks: whoever had one before may have dealt with the mail. OFFSET 0: by their ids, however many wait.
    private static final String READ = """
            SELECT m.id, m.attempts, m.due_at, r.email, r.wanted, r.refused
            FROM (SELECT * FROM mailing WHERE id = ANY (?) OFFSET 0) AS m
            LEFT JOIN mail_recipient r ON r.id = m.recipient_id
            WHERE m.state = 'waiting' AND m.send_after <= ?""";

    private final DataSource pool;
    private final Connection connection;
    private final List<Claim> claims;

    /** Leaves out what others have claimed or dealt with. */
    Claims(DataSource pool, List<Mailing> mailings, Instant now) {
        this.pool = pool;
        this.connection = DataSourceUtils.getConnection(pool);
        try {
            this.claims = claim(new JdbcTemplate(new SingleConnectionDataSource(connection, true)), mailings, now);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** In the order of the mails. */
    List<Claim> all() {
        return claims;
    }

    private static List<Claim> claim(JdbcTemplate jdbc, List<Mailing> mailings, Instant now) {
        Map<String, Mailing> asked = new HashMap<>();
        mailings.forEach(it -> asked.put(it.id(), it));
        String[] locked = jdbc.queryForList(LOCK, String.class, (Object) asked.keySet().toArray(String[]::new))
                .toArray(String[]::new);
        Map<String, Claim> waiting = new HashMap<>();
        jdbc.query(READ, row -> {
            Claim claim = claim(requireNonNull(asked.get(row.getString("id"))), row);
            waiting.put(claim.mailing().id(), claim);
        }, locked, Timestamp.from(now));
        return mailings.stream().flatMap(it -> Stream.ofNullable(waiting.get(it.id()))).toList();
    }

    private static Claim claim(Mailing mailing, ResultSet row) throws SQLException {
        Array wanted = row.getArray("wanted");
        return new Claim(mailing, row.getInt("attempts"), row.getTimestamp("due_at").toInstant(),
                row.getString("email"), wanted == null ? Set.of() : Set.of((String[]) wanted.getArray()),
                row.getBoolean("refused"));
    }

    @Override
    public void close() {
        try (var unlock = connection.prepareStatement(UNLOCK)) {
            unlock.execute();
        } catch (SQLException e) {
            LOG.debug("The connection ends, and its locks with it", e);
            abort();
        } finally {
            DataSourceUtils.releaseConnection(connection, pool);
        }
    }

    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("The connection has ended already", e);
        }
    }
}
