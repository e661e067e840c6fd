package org.meridian.eventlog.testing.planted.joining;

import org.springframework.jdbc.core.JdbcTemplate;

/** A decider that asks the database. */
public final class JoinDecider {

    private JoinDecider() {}

    public static boolean decide(JdbcTemplate jdbc) {
        return jdbc.queryForList("SELECT 1").isEmpty();
    }
}
