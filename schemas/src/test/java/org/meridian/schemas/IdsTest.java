package org.meridian.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void anIdThatIsMadeOfANameIsOfTheFormOfAllOthersAndTheSameEachTime() {
        String id = Ids.named("nz", "overdue 1");

        assertThat(Ids.isPlain(id)).isTrue();
        assertThat(Ids.home(id)).isEqualTo("nz");
        assertThat(Ids.named("nz", "overdue 1")).isEqualTo(id).isNotEqualTo(Ids.named("nz", "overdue 2"));
    }
}
