package org.meridian.testing.planted.joining;

import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.JdbcTemplate;

/** A decider that asks the database, and makes an id. */
public final class JoinDecider {

    private JoinDecider() {}

    public static boolean decide(JdbcTemplate jdbc) {
        return jdbc.queryForList("SELECT 1").isEmpty() && Ids.create("uk").isEmpty();
    }
}
