package org.meridian.membership.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Cursor;
import org.meridian.membership.people.Directory.Person;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestDatabase;

/** A hundred thousand people, of whom a hundred are in a group with the reader. */
class DirectoryTest {

    private static final String READER = id(7);
    private static final Database ROWS = rows();
    private static final Directory DIRECTORY = new Directory(ROWS);

    private static String id(int number) {
        return "uk-00000000-0000-7000-8000-%012x".formatted(number);
    }

    /** Over one connection, whose statistics are all. */
    private static Database rows() {
        TestDatabase database = RealServers.database();
        new Database("membership", database.pool("membership", 2)).start();
        return new Database("membership", database.pool("membership", 1));
    }

    @BeforeAll
    static void people() {
        ROWS.jdbc().execute("""
                INSERT INTO member SELECT 'uk-00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'), 1, now()
                FROM generate_series(1, 100000) AS n""");
        ROWS.jdbc().execute("""
                INSERT INTO profile (id, version, display_name, written_name, sort_name, expertise, languages, working_hours,
                                     search_words)
                SELECT id, 1, 'Person', 'Person', md5(id), '{}', '{English}', '{}',
                       ARRAY['nperson', 'n' || md5(id), 'lenglish', 'e' || substr(md5(id), 1, 2)]
                FROM member""");
        ROWS.jdbc().execute("""
                INSERT INTO colleague_profile (id, version, expertise, languages, working_hours, search_words)
                SELECT id, 1, '{Kinship}', '{}', '{}', '{ekinship}' FROM member""");
        ROWS.jdbc().execute("""
                INSERT INTO membership (id, group_id, member_id, version, role, since, left_version, elsewhere, ended_version,
                                        joined_version, joined_at, removed)
                SELECT g || '.' || id, g, id, 1, 'MEMBER', now(), 0, false, 0, 1, now(), false
                FROM (SELECT id, 'uk-group-' || (row_number() OVER (ORDER BY id) / 100) AS g FROM member) AS m""");
        ROWS.jdbc().execute("VACUUM ANALYZE");
    }

    private static long scanned() {
        ROWS.jdbc().execute("SELECT pg_stat_force_next_flush()");
        Long rows = ROWS.jdbc().queryForObject("""
                SELECT sum(seq_tup_read) FROM pg_stat_user_tables
                WHERE relname IN ('profile', 'colleague_profile', 'member', 'membership')""", Long.class);
        return rows == null ? 0 : rows;
    }

    private static List<Person> find(Words words, @Nullable String country, @Nullable Cursor after) {
        return DIRECTORY.find(words, country, READER, after, 51);
    }

    @Test
    void noneOfItReadsAllOfThem() {
        long before = scanned();
        Instant start = Instant.now();
        List<Person> first = find(new Words(), null, null);
        assertThat(first).hasSize(51);
        Person last = first.getLast();
        assertThat(find(new Words(), "uk", new Cursor(last.registeredAt(), last.id()))).hasSize(51);
        assertThat(find(new Words(), "nz", null)).isEmpty();
        assertThat(find(new Words().of(Words.NAME, "person").of(Words.LANGUAGE, "eng"), null, null)).hasSize(51);
        assertThat(find(new Words().of(Words.NAME, "nobody"), null, null)).isEmpty();
        assertThat(find(new Words().of(Words.EXPERTISE, "ab"), null, null)).hasSize(51);
        assertThat(DIRECTORY.read(READER, READER)).isPresent();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(scanned() - before).as("rows read one after the other").isZero();
    }

    @Test
    void whatIsForColleaguesFindsColleaguesOnly() {
        List<String> all = new ArrayList<>();
        Cursor after = null;
        do {
            List<Person> page = find(new Words().of(Words.EXPERTISE, "kin"), null, after);
            page.stream().limit(50).forEach(it -> all.add(it.id()));
            after = page.size() > 50 ? new Cursor(page.get(49).registeredAt(), page.get(49).id()) : null;
        } while (after != null);

        assertThat(all).hasSize(99).doesNotHaveDuplicates().contains(READER).allMatch(it -> it.compareTo(id(99)) <= 0);
    }
}
