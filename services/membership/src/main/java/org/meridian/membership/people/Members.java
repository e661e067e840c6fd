package org.meridian.membership.people;

import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks members up. A member is there once the fact and the profile are; only this node's own have an account here. */
public final class Members {

    private final JdbcClient jdbc;
    private final String selectProfile;
    private final String selectAccount;
    private final String selectByEmail;

    Members(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        this.selectProfile = """
                SELECT p.* FROM %1$s.profile p JOIN %1$s.member m ON m.id = p.id WHERE p.id = :id""".formatted(schema);
        this.selectAccount = "SELECT * FROM %s.account WHERE id = :id".formatted(schema);
        // Two only where a database was put back between them; the older one stays.
        this.selectByEmail = "SELECT id FROM %s.account WHERE lower(email) = lower(:email) ORDER BY id LIMIT 1"
                .formatted(schema);
    }

    public Optional<Profile> profile(String id) {
        return jdbc.sql(selectProfile).param("id", id)
                .query((row, i) -> new Profile(row.getString("id"), row.getInt("version"),
                        row.getString("display_name"), row.getString("profession"), row.getString("organisation"),
                        texts(row.getArray("expertise"))))
                .optional();
    }

    public Optional<Account> account(String id) {
        return jdbc.sql(selectAccount).param("id", id)
                .query((row, i) -> new Account(row.getString("id"), row.getInt("version"), row.getString("email"),
                        row.getString("time_zone"), row.getString("locale")))
                .optional();
    }

    /** Who has an address; upper and lower case are the same. */
    public Optional<String> idOf(String email) {
        return jdbc.sql(selectByEmail).param("email", email).query(String.class).optional();
    }

    /** The domain of the member's proven address, lower case; null for a member of another node. */
    public @Nullable String emailDomain(String id) {
        return account(id).map(Account::getEmail).map(email -> email.substring(email.lastIndexOf('@') + 1))
                .map(domain -> domain.toLowerCase(Locale.ROOT)).orElse(null);
    }

    /** Keeps others from changing what this member shows until the transaction ends. */
    void lock(String id) {
        jdbc.sql(selectProfile + " FOR UPDATE OF p").param("id", id).query(row -> {});
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
