package org.meridian.membership.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.community.BlockTable;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Cursor;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads and finds people as one of them sees them: what somebody shows to all, and where the two are in a group together, what they
 * show there. Somebody is found only by what the reader sees.
 */
@Component
final class Directory {

    /**
     * A person as the reader sees them.
     *
     * @param zone         where the working hours are; null without any, and where this node does not know the zone
     * @param registeredAt when they became a member
     * @param blocked      whether the reader wants to hear nothing of them
     */
    record Person(String id, String home, String displayName, String writtenName, @Nullable String profession,
            @Nullable String organisation, @Nullable String practiceArea, List<String> expertise,
            List<String> languages, @Nullable String pronouns, List<WorkingHours> workingHours,
            @Nullable ZoneId zone, Instant registeredAt, boolean blocked) {

        /** Null for somebody who shows no working hours. */
        @Nullable
        Boolean isAtWork(Instant now) {
            return zone == null || workingHours.isEmpty() ? null : WorkingHours.areOn(workingHours, zone, now);
        }
    }

    private static final String PERSON = """
            SELECT p.id, p.home, p.display_name, p.written_name, m.registered_at,
                   coalesce(p.profession, c.profession) AS profession,
                   coalesce(p.organisation, c.organisation) AS organisation,
                   coalesce(p.practice_area, c.practice_area) AS practice_area,
                   p.expertise || coalesce(c.expertise, '{}') AS expertise,
                   p.languages || coalesce(c.languages, '{}') AS languages,
                   coalesce(p.pronouns, c.pronouns) AS pronouns,
                   p.working_hours || coalesce(c.working_hours, '{}') AS working_hours,
                   coalesce(p.time_zone, c.time_zone) AS time_zone,
                   NOT (%s) AS blocked
            FROM profile p JOIN member m ON m.id = p.id
            LEFT JOIN colleague_profile c ON c.id = p.id
              AND (c.id = :reader OR EXISTS (SELECT FROM colleague k WHERE k.reader_id = :reader AND k.member_id = c.id))
            """.formatted(BlockTable.spares(":reader", "p.id"));
    private static final String READ = PERSON + "WHERE p.id = :id";

    private static final String ORDER = """
             AND (p.sort_name, p.id) > (
               CASE WHEN :after::text IS NULL THEN '' ELSE (SELECT l.sort_name FROM profile l WHERE l.id = :after) END,
               coalesce(:after, ''))
             AND EXISTS (SELECT FROM member m WHERE m.id = p.id)
            ORDER BY p.sort_name, p.id LIMIT :limit""";
    private static final String AFTER = " AND " + BlockTable.spares(":reader", "p.id") + ORDER;
    private static final String BLOCKED = """
            SELECT p.sort_name, p.id FROM blocks b CROSS JOIN unnest(b.blocked) AS those(id) JOIN profile p ON p.id = those.id
            WHERE b.member_id = :reader""" + ORDER;
    private static final String OF_HOME = " AND p.home = :country";
    private static final String EVERYBODY = "SELECT p.sort_name, p.id FROM profile p WHERE true%s" + AFTER;
    // OFFSET 0: that two are in a group together is looked at first, so that time does not tell who has a word that is not for the reader.
    private static final String FOUND = """
            (SELECT p.sort_name, p.id FROM profile p WHERE p.found_by @@ :all::tsquery%1$s%2$s)
            UNION
            (SELECT p.sort_name, p.id
             FROM (SELECT c.id, c.found_by FROM colleague_profile c
                   WHERE c.found_by @@ :one::tsquery
                     AND EXISTS (SELECT FROM colleague k WHERE k.reader_id = :reader AND k.member_id = c.id) OFFSET 0) c
             JOIN profile p ON p.id = c.id
             WHERE (p.found_by || c.found_by) @@ :all::tsquery%1$s%2$s)""";
    private static final String PAGE = "WITH found AS (%s) " + PERSON
            + "JOIN found ON found.id = p.id ORDER BY found.sort_name, found.id LIMIT :limit";

    private final JdbcClient jdbc;

    Directory(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    Optional<Person> read(String id, String reader) {
        return jdbc.sql(READ).param("id", id).param("reader", reader).query(Directory::person).optional();
    }

    /**
     * People in the order of their names, without those whom the reader has blocked.
     *
     * @param words   with which words of theirs begin, all of them; of nobody in particular without any
     * @param country an alias, or null for all
     */
    List<Person> find(Words words, @Nullable String country, String reader, @Nullable Cursor after, int limit) {
        String here = country == null ? "" : OF_HOME;
        String found = words.isEmpty() ? EVERYBODY.formatted(here) : FOUND.formatted(here, AFTER);
        return jdbc.sql(PAGE.formatted(found)).param("all", words.query(false)).param("one", words.query(true))
                .param("country", country).param("reader", reader).param("after", after == null ? null : after.id())
                .param("limit", limit).query(Directory::person).list();
    }

    /** Whom the reader has blocked, in the order of their names. */
    List<Person> blocked(String reader, @Nullable Cursor after, int limit) {
        return jdbc.sql(PAGE.formatted(BLOCKED)).param("reader", reader)
                .param("after", after == null ? null : after.id()).param("limit", limit).query(Directory::person)
                .list();
    }

    private static Person person(ResultSet row, int index) throws SQLException {
        String id = row.getString("id");
        return new Person(id, Ids.home(id), row.getString("display_name"), row.getString("written_name"),
                row.getString("profession"), row.getString("organisation"), row.getString("practice_area"),
                Members.texts(row, "expertise"), Members.texts(row, "languages"), row.getString("pronouns"),
                Members.texts(row, "working_hours").stream().flatMap(it -> WorkingHours.parse(it).stream()).toList(),
                zone(row.getString("time_zone")), row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("blocked"));
    }

    private static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            return null; // another country's newer time zone database, or nonsense
        }
    }
}
