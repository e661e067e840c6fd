package org.meridian.membership;

import java.time.Clock;
import java.util.regex.Pattern;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.event.ServiceReadModel;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of membership for writing them a second time. */
public final class ShadowMembership implements ServiceReadModel {

    @Override
    public String service() {
        return MembershipConfiguration.SCHEMA;
    }

    @Override
    public Pattern topics() {
        return MembershipConfiguration.TOPICS;
    }

    @Override
    public ReadModel in(String schema, JdbcClient jdbc, Clock clock) {
        return MembershipConfiguration.rowsIn(schema);
    }
}
