package org.meridian.community;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meridian.events.membership.Role;

class RolesTest {

    @ParameterizedTest
    @EnumSource
    void whoModeratesWritesAndWhoWritesReads(Role role) {
        assertThat(!Roles.mayModerate(role) || Roles.mayWrite(role)).isTrue();
        assertThat(!Roles.mayWrite(role) || Roles.mayRead(role)).isTrue();
    }

    @Test
    void observersOnlyRead() {
        assertThat(Roles.mayRead(Role.OBSERVER)).isTrue();
        assertThat(Roles.mayWrite(Role.OBSERVER)).isFalse();
    }

    @Test
    void aRoleThatIsNewerThanThisProgramLetsNobodyIn() {
        assertThat(Roles.mayRead(Role.UNKNOWN)).isFalse();
    }
}
