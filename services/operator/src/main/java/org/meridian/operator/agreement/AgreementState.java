package org.meridian.operator.agreement;

import com.fasterxml.jackson.annotation.JsonValue;
import org.meridian.http.Fields;

/** Whether two nodes hold the same; the worse come later. */
enum AgreementState {
    EQUAL,
    /** They do not, but traffic or lag explains it. */
    SETTLING, DIFFERS;

    @JsonValue
    String apiName() {
        return Fields.apiName(this);
    }
}
