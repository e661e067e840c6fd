package org.meridian.text;

import org.junit.jupiter.api.Test;
import org.meridian.testing.ArchitectureRules;

class ArchitectureTest {

    @Test
    void theRulesHold() {
        ArchitectureRules.check("org.meridian.text");
    }
}
