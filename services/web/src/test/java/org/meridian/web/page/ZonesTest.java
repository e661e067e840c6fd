package org.meridian.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {

    /** Else a browser would send another one, and saving one's name would move one's zone. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/London", "Asia/Calcutta", "America/Argentina/Ushuaia"})
    void theOneThatWasChosenIsAmongThem(String chosen) {
        assertThat(Zones.byContinent(chosen, Locale.UK).values().stream().flatMap(List::stream).map(Zones.Zone::id))
                .containsOnlyOnce(chosen);
    }
}
