package org.meridian.membership;

import java.time.Clock;
import java.util.regex.Pattern;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.event.ServiceReadModel;

/** The rows of membership for writing them a second time. */
public final class ShadowMembership implements ServiceReadModel {

    @Override
    public String service() {
        return MembershipConfiguration.SERVICE;
    }

    @Override
    public Pattern topics() {
        return MembershipConfiguration.TOPICS;
    }

    @Override
    public ReadModel in(Database database, String node, Clock clock) {
        return new MembershipReadModel(node);
    }
}
