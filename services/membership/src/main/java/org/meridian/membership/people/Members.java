package org.meridian.membership.people;

import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Profile;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks members up. A member is there once the fact and the profile are; only this node's own have an account here. */
@Component
public final class Members {

    private static final String PROFILE = "SELECT p.* FROM profile p JOIN member m ON m.id = p.id WHERE p.id = :id";
    private static final String ACCOUNT = "SELECT * FROM account WHERE id = :id";
    // A database restored from a backup can hold two accounts with one address; the older one counts.
    // Found first, then put in order: in the order of ids, whoever nobody has would take longer than a member.
    private static final String BY_EMAIL = """
            WITH found AS MATERIALIZED (SELECT member_id FROM member_address WHERE lower(email) = lower(:email))
            SELECT member_id FROM found ORDER BY member_id LIMIT 1""";

    private final JdbcClient jdbc;

    Members(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    public Optional<Profile> profile(String id) {
        return jdbc.sql(PROFILE).param("id", id)
                .query((row, i) -> new Profile(row.getString("id"), row.getInt("version"),
                        row.getString("display_name"), row.getString("profession"), row.getString("organisation"),
                        texts(row.getArray("expertise"))))
                .optional();
    }

    public Optional<Account> account(String id) {
        return jdbc.sql(ACCOUNT).param("id", id)
                .query((row, i) -> new Account(row.getString("id"), row.getInt("version"), row.getString("email"),
                        row.getString("time_zone"), row.getString("locale")))
                .optional();
    }

    /** Who has an address, as their first or second; upper and lower case are the same. */
    public Optional<String> idOf(String email) {
        return jdbc.sql(BY_EMAIL).param("email", email).query(String.class).optional();
    }

    /** The domain of the member's proven address, lower case; null for a member of another node. */
    public @Nullable String emailDomain(String id) {
        return account(id).map(Account::getEmail).map(email -> email.substring(email.lastIndexOf('@') + 1))
                .map(domain -> domain.toLowerCase(Locale.ROOT)).orElse(null);
    }

    /** Keeps others from changing what this member shows until the transaction ends. */
    public void lock(String id) {
        jdbc.sql(PROFILE + " FOR UPDATE OF p").param("id", id).query(row -> {});
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
