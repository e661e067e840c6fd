package org.meridian.membership.people;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Audience;
import org.meridian.events.membership.ColleagueProfile;
import org.meridian.events.membership.OwnProfile;
import org.meridian.events.membership.Profile;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks members up. A member is there once the fact and the profile are; only this node's own have an account here. */
@Component
public final class Members {

    private static final String PROFILE = "SELECT p.* FROM profile p JOIN member m ON m.id = p.id WHERE p.id = :id";
    private static final String COLLEAGUE_PROFILE = "SELECT * FROM colleague_profile WHERE id = :id";
    private static final String OWN_PROFILE = "SELECT * FROM own_profile WHERE id = :id";
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

    /** What a member shows to everybody, with the name as they wrote it. */
    public Optional<Profile> profile(String id) {
        return jdbc.sql(PROFILE).param("id", id)
                .query((row, i) -> Profile.newBuilder().setId(row.getString("id")).setVersion(row.getInt("version"))
                        .setDisplayName(row.getString("written_name")).setProfession(row.getString("profession"))
                        .setOrganisation(row.getString("organisation")).setPracticeArea(row.getString("practice_area"))
                        .setExpertise(texts(row, "expertise")).setLanguages(texts(row, "languages"))
                        .setPronouns(row.getString("pronouns")).setWorkingHours(texts(row, "working_hours"))
                        .setTimeZone(row.getString("time_zone")).build())
                .optional();
    }

    /** What a member shows to those besides who are in a group with them. */
    Optional<ColleagueProfile> colleagueProfile(String id) {
        return jdbc.sql(COLLEAGUE_PROFILE).param("id", id).query((row, i) -> ColleagueProfile.newBuilder()
                .setId(row.getString("id")).setVersion(row.getInt("version")).setProfession(row.getString("profession"))
                .setOrganisation(row.getString("organisation")).setPracticeArea(row.getString("practice_area"))
                .setExpertise(texts(row, "expertise")).setLanguages(texts(row, "languages"))
                .setPronouns(row.getString("pronouns")).setWorkingHours(texts(row, "working_hours"))
                .setTimeZone(row.getString("time_zone")).build()).optional();
    }

    /** All that a member of this node says of themselves; empty for whoever has changed nothing since they signed up. */
    Optional<OwnProfile> own(String id) {
        return jdbc.sql(OWN_PROFILE).param("id", id).query((row, i) -> OwnProfile.newBuilder()
                .setId(row.getString("id")).setVersion(row.getInt("version")).setProfession(row.getString("profession"))
                .setOrganisation(row.getString("organisation")).setPracticeArea(row.getString("practice_area"))
                .setExpertise(texts(row, "expertise")).setLanguages(texts(row, "languages"))
                .setPronouns(row.getString("pronouns")).setWorkingHours(texts(row, "working_hours"))
                .setProfessionFor(audience(row, "profession_for"))
                .setOrganisationFor(audience(row, "organisation_for"))
                .setPracticeAreaFor(audience(row, "practice_area_for"))
                .setExpertiseFor(audience(row, "expertise_for")).setLanguagesFor(audience(row, "languages_for"))
                .setPronounsFor(audience(row, "pronouns_for"))
                .setWorkingHoursFor(audience(row, "working_hours_for")).build()).optional();
    }

    private static Audience audience(ResultSet row, String column) throws SQLException {
        return Audience.valueOf(row.getString(column));
    }

    public Optional<Account> account(String id) {
        return jdbc.sql(ACCOUNT).param("id", id)
                .query((row, i) -> new Account(row.getString("id"), row.getInt("version"), row.getString("email"),
                        row.getString("time_zone"), row.getString("locale"), time(row, "suspended_at"),
                        row.getString("suspended_by"), row.getString("suspension_reason")))
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

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
