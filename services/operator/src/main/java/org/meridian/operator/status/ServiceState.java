package org.meridian.operator.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.meridian.http.Fields;

/** How one service does, or the node as a whole; the worse come later. */
enum ServiceState {
    OPEN, CATCHING_UP,
    /** It runs elsewhere and does not answer. */
    DOWN;

    /** As a service says it of itself; of what a later release may say only this is known, that it is not open. */
    static ServiceState of(String apiName) {
        return Arrays.stream(values()).filter(state -> state.apiName().equals(apiName)).findFirst()
                .orElse(CATCHING_UP);
    }

    @JsonValue
    String apiName() {
        return Fields.apiName(this);
    }
}
