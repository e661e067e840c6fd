package org.meridian.membership;

import java.time.Clock;
import java.util.regex.Pattern;
import org.meridian.eventlog.event.Rows;
import org.meridian.eventlog.event.ServiceRows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of membership for writing them a second time. */
public final class SecondMembership implements ServiceRows {

    @Override
    public String service() {
        return MembershipConfiguration.SCHEMA;
    }

    @Override
    public Pattern topics() {
        return MembershipConfiguration.TOPICS;
    }

    @Override
    public Rows in(String schema, JdbcClient jdbc, Clock clock) {
        return MembershipConfiguration.rowsIn(schema);
    }
}
