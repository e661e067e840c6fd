package org.meridian.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.community.Story.GROUP;
import static org.meridian.community.Story.MEMBER;
import static org.meridian.community.Story.granted;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.community.Participation.Outsider;
import org.meridian.community.Participation.Participant;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;

class ParticipantsTest {

    private static final Database DATABASE = Story.database();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() {
        Story.empty(DATABASE.jdbc());
    }

    @ParameterizedTest
    @CsvSource({"LISTED, true", "UNLISTED, true", "SECRET, false", "UNKNOWN, false"})
    void outsidersMayKnowOfAGroupUnlessItIsSecret(Visibility visibility, boolean mayKnow) {
        Story.apply(DATABASE.jdbc(), Story.created(GROUP, Scope.INTERNATIONAL, visibility));

        assertThat(look()).contains(new Outsider(mayKnow, false));
    }

    @ParameterizedTest
    @CsvSource({"INTERNATIONAL, false", "DOMESTIC, true"})
    void whoTakesPartHasTheNewestVersion(Scope scope, boolean domestic) {
        Story.apply(DATABASE.jdbc(), granted(MEMBER, 1, Role.MEMBER), granted(MEMBER, 2, Role.OBSERVER));
        assertThat(look()).as("of a group that is not known yet").isEmpty();

        Story.apply(DATABASE.jdbc(), Story.created(GROUP, scope, Visibility.SECRET));

        assertThat(look()).contains(new Participant(GROUP, MEMBER, 2, Role.OBSERVER, domestic, false, null));
    }

    @Test
    void aGroupThatBecameSecretIsNotKnownToOutsidersAnyMore() {
        Story.apply(DATABASE.jdbc(), Story.created(GROUP, Scope.INTERNATIONAL, Visibility.LISTED),
                Story.changed(GROUP, 2, Visibility.UNLISTED));
        assertThat(look()).contains(new Outsider(true, false));

        Story.apply(DATABASE.jdbc(), Story.changed(GROUP, 3, Visibility.SECRET));

        assertThat(look()).contains(new Outsider(false, false));
        assertThat(DATABASE.jdbc().queryForObject("SELECT mail FROM known_group", String.class)).isEqualTo("TITLES");
    }

    @Test
    void outsidersAreRefused() {
        assertThatThrownBy(() -> new Outsider(true, false).orRefuse()).isInstanceOfSatisfying(Refusal.class,
                it -> assertThat(it.type()).isEqualTo("not-a-member"));
        assertThatThrownBy(() -> new Outsider(false, false).orRefuse()).isInstanceOfSatisfying(Refusal.class,
                it -> assertThat(it.kind()).isEqualTo(Refusal.Kind.MISSING));
    }

    private static Optional<Participation> look() {
        return Participants.look(DATABASE.client(), GROUP, MEMBER);
    }
}
