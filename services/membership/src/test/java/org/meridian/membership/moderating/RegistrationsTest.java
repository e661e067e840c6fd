package org.meridian.membership.moderating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.GrantCause;
import org.meridian.events.membership.MembershipChange;
import org.meridian.events.membership.MembershipChangeDecided;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Moderators look members up in registers; where the charter asks for it, that decides who writes and reads. */
class RegistrationsTest {

    private static final String TODAY = LocalDate.now(ZoneOffset.UTC).toString();
    private static final String NEXT_YEAR = LocalDate.now(ZoneOffset.UTC).plusYears(1).toString();

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;

    RegistrationsTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
        ben = uk.resident("ben@care.uk.example", "Ben");
    }

    @Test
    void whereWritingNeedsARegistrationAModeratorsLookLetsAMemberWrite() {
        String group = needing("to-write");
        joins(group);
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.mayWrite").isEqualTo(false).jsonPath("$.mayRead")
                .isEqualTo(true).jsonPath("$.registrationNeed").isEqualTo("to-write").jsonPath("$.registers[0]")
                .isEqualTo("uk-swe");
        uk.get(ada, "/api/groups/" + group).expectBody().jsonPath("$.mayWrite").isEqualTo(true);

        register(ada, group, ben.id(), "uk-swe").expectStatus().isOk();
        register(ada, group, ben.id(), "uk-swe").expectStatus().isOk();

        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.mayWrite").isEqualTo(true);
        uk.get(ada, "/api/groups/" + group + "/members/" + ben.id()).expectBody().jsonPath("$.registration.register")
                .isEqualTo("uk-swe").jsonPath("$.registration.checkedOn").isEqualTo(TODAY)
                .jsonPath("$.registration.isValid").isEqualTo(true).jsonPath("$.version").isEqualTo(2);
        MembershipGranted granted = newest(group, ben.id());
        assertThat(granted.getCause()).isEqualTo(GrantCause.REGISTRATION);
        assertThat(granted.getWritesUntil()).isEqualTo(granted.getRegisteredUntil());
        assertThat(granted.getActorId()).isEqualTo(ada.id());
        uk.get(ada, "/api/groups/" + group + "/audit-log?type=registration").expectBody().jsonPath("$.items.length()")
                .isEqualTo(1);

        uk.delete(ada, path(group, ben.id())).expectStatus().isOk();
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.mayWrite").isEqualTo(false);
    }

    @Test
    void oneOfARegisterThatDoesNotCountHereChangesNothingAndRunsOutByItself() {
        String group = needing("to-read");
        joins(group);
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.mayRead").isEqualTo(false);
        register(ada, group, ben.id(), "nz-swrb").expectStatus().isOk();
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.mayRead").isEqualTo(false);

        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        uk.call(HttpMethod.PUT, ada.token(), path(group, ben.id()), """
                {"register":"uk-swe","checkedOn":"%s","validUntil":"%s"}""".formatted(yesterday, yesterday), null)
                .expectStatus().isOk();
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.mayRead").isEqualTo(false);
        uk.get(ada, "/api/groups/" + group + "/members/" + ben.id()).expectBody()
                .jsonPath("$.registration.isValid").isEqualTo(false);
    }

    @Test
    void whenTheCharterAsksForAnotherOneEveryGrantFollows() {
        String group = uk.create(ada, "open", "");
        joins(group);
        register(ada, group, ben.id(), "uk-swe").expectStatus().isOk();
        assertThat(newest(group, ben.id()).getWritesUntil()).isNull();

        Map<?, ?> effects = body(uk.patch(ada, "/api/groups/" + group + "?preview=true",
                "{\"registrationNeed\":\"to-write\",\"registers\":[\"nz-swrb\"]}").expectStatus().isOk());
        assertThat(effects.toString()).contains("registrationneed.to-write");
        uk.patch(ada, "/api/groups/" + group, "{\"registrationNeed\":\"to-write\",\"registers\":[\"nz-swrb\"]}")
                .expectStatus().isOk();
        eventually(() -> newest(group, ben.id()), it -> Instant.EPOCH.equals(it.getWritesUntil()));
        assertThat(newest(group, ben.id()).getCause()).isEqualTo(GrantCause.CHARTER);
        assertThat(newest(group, ada.id()).getVersion()).isEqualTo(1);

        uk.patch(ada, "/api/groups/" + group, "{\"registers\":[\"uk-swe\"]}").expectStatus().isOk();
        eventually(() -> newest(group, ben.id()),
                it -> it.getWritesUntil() != null && it.getWritesUntil().equals(it.getRegisteredUntil()));
        uk.patch(ada, "/api/groups/" + group, "{\"registrationNeed\":\"none\"}").expectStatus().isOk();
        eventually(() -> newest(group, ben.id()), it -> it.getWritesUntil() == null);
        uk.get(ada, "/api/groups/" + group + "/audit-log?type=role").expectBody().jsonPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void aModeratorAbroadLooksSomebodyUp() {
        String group = needing("to-write");
        joins(group);
        String ngaio = Ids.create("nz");
        String asks = Ids.create("nz");
        uk.arrives("nz.shared.membership", MembershipFacts.registered(ngaio));
        uk.arrives("nz.to-uk.requests", MembershipFacts.joinRequested(asks, group, ngaio, Instant.now()));
        eventually(() -> uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/" + ngaio + "/role",
                "{\"role\":\"moderator\"}", null).expectStatus().isOk());
        String wish = Ids.create("nz");

        uk.arrives("nz.to-uk.requests", MembershipChangeRequested.newBuilder().setEventId(Ids.eventId()).setId(wish)
                .setVersion(1).setOccurredAt(Instant.now()).setActorId(ngaio).setGroupId(group).setMemberId(ben.id())
                .setMembershipVersion(1).setChange(MembershipChange.REGISTRATION).setRegister("uk-swe")
                .setCheckedAt(Instant.EPOCH).setRegisteredUntil(Instant.now().plusSeconds(3_600)).build());

        eventually(() -> uk.written("to-nz.requests", MembershipChangeDecided.class), all -> all.stream()
                .anyMatch(it -> it.getRequestId().equals(wish) && it.getOutcome() == ChangeOutcome.DONE));
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.mayWrite").isEqualTo(true);
        assertThat(newest(group, ben.id()).getActorId()).isEqualTo(ngaio);
    }

    @Test
    void whatIsWrongIsNamed() {
        String group = needing("to-write");
        joins(group);
        for (String wrong : List.of("{}", "{\"register\":\"fr-x\",\"checkedOn\":\"%s\",\"validUntil\":\"%s\"}"
                .formatted(TODAY, NEXT_YEAR),
                "{\"register\":\"uk-swe\",\"checkedOn\":\"2019-01-01\",\"validUntil\":\"%s\"}".formatted(NEXT_YEAR),
                "{\"register\":\"uk-swe\",\"checkedOn\":\"%s\",\"validUntil\":\"2999-01-01\"}".formatted(TODAY),
                "{\"register\":\"uk-swe\",\"checkedOn\":\"%s\",\"validUntil\":\"2020-01-01\"}".formatted(TODAY),
                "{\"register\":\"uk-swe\",\"checkedOn\":\"2026-02-30\",\"validUntil\":\"soon\"}")) {
            assertThat(problem(uk.call(HttpMethod.PUT, ada.token(), path(group, ben.id()), wrong, null).expectStatus()
                    .isBadRequest())).contains("\"errors\"");
        }
        register(ben, group, ada.id(), "uk-swe").expectStatus().isForbidden();
        assertThat(problem(register(ada, group, ada.id(), "uk-swe").expectStatus().isEqualTo(409)))
                .contains("another-looks");
        register(ada, group, Ids.create("uk"), "uk-swe").expectStatus().isNotFound();
        uk.patch(ada, "/api/groups/" + group, "{\"registers\":[]}").expectStatus().isBadRequest();
        uk.patch(ada, "/api/groups/" + group, "{\"registers\":[\"fr-x\"]}").expectStatus().isBadRequest();
        uk.post(ada, "/api/groups", """
                {"name":"n","purpose":"p","scope":"domestic","registrationNeed":"to-read"}""").expectStatus()
                .isBadRequest();
        uk.get(ben, "/api/registers").expectStatus().isOk().expectBody().jsonPath("$.items[?(@.id=='uk-swe')].name")
                .isEqualTo("Social Work England");
    }

    private String needing(String need) {
        return uk.create(ada, "open", ",\"registrationNeed\":\"%s\",\"registers\":[\"uk-swe\"]".formatted(need));
    }

    private void joins(String group) {
        assertThat(id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectStatus().isAccepted()))
                .isNotEmpty();
    }

    private static String path(String group, String memberId) {
        return "/api/groups/" + group + "/members/" + memberId + "/registration";
    }

    private ResponseSpec register(Person actor, String group, String memberId, String register) {
        return uk.call(HttpMethod.PUT, actor.token(), path(group, memberId), """
                {"register":"%s","checkedOn":"%s","validUntil":"%s"}""".formatted(register, TODAY, NEXT_YEAR), null);
    }

    private MembershipGranted newest(String group, String memberId) {
        return eventually(() -> uk.written("shared.membership", MembershipGranted.class).stream()
                .filter(it -> it.getId().equals(group + "." + memberId)).reduce((a, b) -> b), it -> it.isPresent())
                .orElseThrow();
    }
}
