package org.meridian.eventlog.event;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.meridian.eventlog.database.Database;

/**
 * A service's rows for whoever wants to write them a second time, beside those that are in use. Each service names its own
 * for {@link java.util.ServiceLoader}.
 */
public interface ServiceReadModel {

    /** Names the schema in the database and the migrations' folder {@code db/<service>}. */
    String service();

    /** Further migrations' folders: of the tables that the service keeps by a library's code. */
    default List<String> libraries() {
        return List.of();
    }

    /** The topics from which the rows come. */
    Pattern topics();

    /**
     * The rows as they are written into another database with the same tables.
     *
     * @param node the node's alias
     */
    ReadModel in(Database database, String node, Clock clock);

    /** Tables of which a worker takes rows away once they are dealt with: what is left of them says nothing. */
    default Set<String> queues() {
        return Set.of();
    }
}
