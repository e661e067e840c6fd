package org.meridian.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.community.Story.MEMBER;
import static org.meridian.community.Story.at;
import static org.meridian.community.Story.ended;
import static org.meridian.community.Story.granted;
import static org.meridian.community.Story.leaving;
import static org.meridian.community.Story.until;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meridian.eventlog.database.Database;
import org.meridian.events.membership.Role;
import org.springframework.jdbc.core.JdbcTemplate;

class MembershipTableTest {

    private static final Database DATABASE = Story.database();
    private static final JdbcTemplate JDBC = DATABASE.jdbc();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() {
        Story.empty(JDBC);
    }

    @Test
    void sinceIsWhenItBeganWhateverRolesCame() {
        Story.apply(JDBC, granted(MEMBER, 1, Role.OBSERVER));
        Story.apply(JDBC, granted(MEMBER, 2, Role.MEMBER));
        Story.apply(JDBC, granted(MEMBER, 3, Role.MODERATOR), granted(MEMBER, 4, Role.OWNER));

        assertThat(since()).containsExactly(at(1));
    }

    @Test
    void afterABreakItBeginsAgain() {
        Story.apply(JDBC, granted(MEMBER, 1, Role.MEMBER));
        Story.apply(JDBC, ended(MEMBER, 2));
        assertThat(since()).isEmpty();

        Story.apply(JDBC, granted(MEMBER, 3, Role.MEMBER), granted(MEMBER, 4, Role.OBSERVER));

        assertThat(since()).containsExactly(at(3));
    }

    @Test
    void aBreakWithinABatchCounts() {
        Story.apply(JDBC, granted(MEMBER, 1, Role.MEMBER));
        Story.apply(JDBC, granted(MEMBER, 2, Role.OWNER), ended(MEMBER, 3), granted(MEMBER, 4, Role.MEMBER),
                granted(MEMBER, 5, Role.OWNER));

        assertThat(since()).containsExactly(at(4));
    }

    @Test
    void whoHasAskedToLeaveTakesPartNoLongerUntilAnotherGrant() {
        Story.apply(JDBC, leaving(MEMBER, 1));
        Story.apply(JDBC, granted(MEMBER, 1, Role.MEMBER));
        assertThat(since()).isEmpty();

        Story.apply(JDBC, ended(MEMBER, 2), granted(MEMBER, 3, Role.MEMBER));

        assertThat(since()).containsExactly(at(3));
    }

    @ParameterizedTest
    @EnumSource
    void theViewsSayWhatTheRolesSay(Role role) {
        Story.apply(JDBC, granted(MEMBER, 1, role));

        assertThat(JDBC.queryForList("SELECT role FROM participant", String.class))
                .isEqualTo(Roles.mayRead(role) ? List.of(role.name()) : List.of());
        assertThat(JDBC.queryForList("SELECT role FROM participant WHERE may_moderate", String.class))
                .isEqualTo(Roles.mayModerate(role) ? List.of(role.name()) : List.of());
        assertThat(JDBC.queryForList("SELECT version FROM citable_membership", Integer.class))
                .isEqualTo(Roles.mayWrite(role) ? List.of(1) : List.of());
    }

    /** A post is judged by the membership version it cites. */
    @Test
    void whatWasCitableStays() {
        Story.apply(JDBC, granted(MEMBER, 1, Role.MEMBER), granted(MEMBER, 2, Role.OBSERVER), ended(MEMBER, 3));

        assertThat(JDBC.queryForList("SELECT version FROM citable_membership", Integer.class)).containsExactly(1);
    }

    @Test
    void aRegistrationThatRunsOutEndsReadingAndWritingByItself() {
        Story.apply(JDBC, until(1, at(0), at(1)), until(2, null, at(2)), until(3, at(100_000_000), at(200_000_000)));

        assertThat(JDBC.queryForList("SELECT version FROM participant", Integer.class)).containsExactly(3);
        assertThat(JDBC.query("SELECT writes_until FROM citable_membership ORDER BY version",
                (row, i) -> row.getObject(1, OffsetDateTime.class).toInstant()))
                .containsExactly(at(1), at(2), at(200_000_000));

        Story.apply(JDBC, until(4, at(0), at(0)));
        assertThat(since()).isEmpty();
    }

    private static List<Instant> since() {
        return JDBC.query("SELECT since FROM participant",
                (row, i) -> row.getObject("since", OffsetDateTime.class).toInstant());
    }
}
