package org.meridian.replay;

import org.junit.jupiter.api.Test;
import org.meridian.eventlog.testing.ArchitectureRules;

class ArchitectureTest {

    @Test
    void theRulesHold() {
        ArchitectureRules.check("org.meridian.replay");
    }
}
