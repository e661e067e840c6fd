package org.meridian.operator.links;

import com.fasterxml.jackson.annotation.JsonValue;
import org.meridian.http.Fields;

/** What a link does. */
public enum LinkState {
    STARTING, RUNNING,
    /** By an operator; it reads on for a moment. */
    PAUSING,
    /** By an operator. */
    PAUSED,
    /** The peer or what runs the links cannot be reached, the connector failed and waits for its next attempt, or the watch failed. */
    DOWN;

    @JsonValue
    String apiName() {
        return Fields.apiName(this);
    }
}
