package org.meridian.membership.inviting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.InvitationClosed;
import org.meridian.events.membership.InvitationMade;
import org.meridian.events.membership.InvitationRevoked;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RefusalReason;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Visibility;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Invitations to groups of this country and of another, made here and there. */
class InvitingTest {

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;
    private final Person cleo;
    private final String ngaio = Ids.create("nz");

    InvitingTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
        ben = uk.resident("ben@care.uk.example", "Ben");
        cleo = uk.resident("cleo@uk.example", "Cleo");
    }

    @Test
    void whoHoldsTheLinkComesInAndItIsUsedUp() {
        String group = secret();
        Map<?, ?> made = body(invite(group, "{\"role\":\"observer\"}").expectStatus().isCreated());
        String token = String.valueOf(made.get("token"));
        assertThat(made.get("state")).isEqualTo("open");
        uk.call(HttpMethod.GET, null, "/api/invitations/" + token, null, null).expectStatus().isOk().expectBody()
                .jsonPath("$.group").isEqualTo("Group").jsonPath("$.role").isEqualTo("observer");

        String request = id(accept(ben, token).expectStatus().isAccepted());
        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state").isEqualTo("granted")
                .jsonPath("$.group").isEqualTo("Group");
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo("observer");
        assertThat(id(accept(ben, token))).isEqualTo(request);

        uk.get(ada, "/api/groups/" + group + "/invitations").expectBody().jsonPath("$.items[0].state")
                .isEqualTo("spent").jsonPath("$.items[0].used").isEqualTo(1).jsonPath("$.items[0].token")
                .isEqualTo(null).jsonPath("$.items[0].displayName").isEqualTo("Ada");
        refused(cleo, token, group);
        assertThat(uk.written("shared.membership", MembershipGranted.class))
                .filteredOn(it -> request.equals(it.getRequestId())).singleElement().satisfies(it -> {
                    assertThat(it.getInvitationId()).isEqualTo(made.get("id"));
                    assertThat(it.getActorId()).isEqualTo(ada.id());
                });
        assertThat(uk.written("to-uk.requests", InvitationMade.class))
                .filteredOn(it -> it.getId().equals(made.get("id")))
                .singleElement().satisfies(it -> assertThat(it.toString()).doesNotContain(token));
    }

    @Test
    void ofManyAtOnceAsManyComeInAsItHasUses() throws Exception {
        String group = secret();
        String token = token(invite(group, "{\"uses\":2}"));
        List<Person> people = IntStream.range(0, 6)
                .mapToObj(i -> uk.resident("crowd" + i + "@uk.example", "Crowd " + i)).toList();

        try (var pool = Executors.newFixedThreadPool(6)) {
            pool.invokeAll(people.stream().map(it -> (Callable<Object>) () -> id(accept(it, token))).toList());
        }

        uk.get(ada, "/api/groups/" + group + "/invitations").expectBody().jsonPath("$.items[0].used").isEqualTo(2);
        eventually(() -> uk.get(ada, "/api/groups/" + group).expectBody().jsonPath("$.members").isEqualTo(3));
        eventually(() -> people.stream().map(it -> newest(it).get("state")).toList(),
                states -> states.stream().filter("refused"::equals).count() == 4);
    }

    @Test
    void oneThatIsRevokedHasRunOutOrNeverWasIsRefusedInTheSameWords() {
        String group = secret();
        Map<?, ?> made = body(invite(group, "{\"uses\":3}"));
        String revoked = String.valueOf(made.get("token"));
        String path = "/api/groups/" + group + "/invitations/" + made.get("id");
        uk.delete(ada, path).expectStatus().isNoContent();
        uk.delete(ada, path).expectStatus().isNoContent();
        eventually(() -> uk.written("to-uk.requests", InvitationRevoked.class),
                all -> all.stream().filter(it -> it.getId().equals(made.get("id"))).count() == 1);
        Map<?, ?> late = body(invite(group, "{\"expiresAt\":\"" + Instant.now().plusMillis(300) + "\"}"));
        eventually(() -> uk.get(ada, "/api/groups/" + group + "/invitations").expectBody().jsonPath("$.items[0].state")
                .isEqualTo("expired"));
        String forged = group + ".uk." + "A".repeat(43);
        String nowhere = Ids.create("uk") + ".uk." + "A".repeat(43);
        List<String> tokens = List.of(revoked, String.valueOf(late.get("token")), forged, nowhere);

        List<Object> reasons = tokens.stream().map(it -> refused(uk.signUp(Ids.create("x") + "@uk.example", "X"), it,
                it.substring(0, it.indexOf('.')))).toList();

        assertThat(reasons).containsOnly(reasons.getFirst());
        List<Map<?, ?>> faces = tokens.stream()
                .<Map<?, ?>>map(it -> body(uk.call(HttpMethod.GET, null, "/api/invitations/" + it, null, null)
                        .expectStatus().isOk()))
                .toList();
        assertThat(faces).allSatisfy(it -> assertThat(it.get("group")).isNull());
    }

    @Test
    void whatIsNoLinkOfTheNetworksIsMissing() {
        for (String token : List.of("x", "a.b.c", Ids.create("uk") + ".uk.short", Ids.create("fr") + ".uk."
                + "A".repeat(43), Ids.create("uk") + ".fr." + "A".repeat(43))) {
            accept(ben, token).expectStatus().isNotFound();
        }
        uk.call(HttpMethod.GET, null, "/api/invitations/x", null, null).expectStatus().isNotFound();
        uk.call(HttpMethod.POST, null, "/api/invitations/" + Ids.create("uk") + ".uk." + "A".repeat(43)
                + "/acceptance", null, null).expectStatus().isUnauthorized();
    }

    @Test
    void onlyModeratorsInviteAndWhatTheyAskForHasLimits() {
        String group = uk.create(ada, "approval", "");
        invite(group, ben, "{}").expectStatus().isForbidden();
        uk.get(ben, "/api/groups/" + group + "/invitations").expectStatus().isForbidden();
        uk.delete(ben, "/api/groups/" + group + "/invitations/" + Ids.create("uk")).expectStatus().isForbidden();
        invite(secret(), ben, "{}").expectStatus().isNotFound();
        uk.delete(ada, "/api/groups/" + group + "/invitations/" + Ids.create("uk")).expectStatus().isNotFound();
        uk.delete(ada, "/api/groups/" + group + "/invitations/x").expectStatus().isNotFound();
        for (String wrong : List.of("{\"uses\":0}", "{\"uses\":501}", "{\"role\":\"owner\"}", "{\"role\":\"pope\"}",
                "{\"role\":\"moderator\"}", "{\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"expiresAt\":\"" + Instant.now().plus(91, ChronoUnit.DAYS) + "\"}", "{\"expiresAt\":\"soon\"}",
                "{\"email\":\"nobody\"}", "{\"email\":\"a@b.example\",\"uses\":2}")) {
            assertThat(problem(invite(group, wrong).expectStatus().isBadRequest())).contains("\"errors\"");
        }
    }

    @Test
    void theSameKeyMakesOneInvitationAndShowsItsLinkAgain() {
        String group = uk.create(ada, "approval", "");
        String key = Ids.create("k");

        Map<?, ?> first = body(
                uk.call(HttpMethod.POST, ada.token(), "/api/groups/" + group + "/invitations", "{}", key));
        Map<?, ?> second = body(
                uk.call(HttpMethod.POST, ada.token(), "/api/groups/" + group + "/invitations", "{}", key));

        assertThat(second).isEqualTo(first);
        uk.get(ada, "/api/groups/" + group + "/invitations").expectBody().jsonPath("$.items.length()").isEqualTo(1)
                .jsonPath("$.items[0].token").isEqualTo(first.get("token"));
    }

    @Test
    void whoWaitsForAnAnswerComesInByAnInvitation() {
        String group = uk.create(ada, "approval", "");
        String waiting = id(uk.post(cleo, "/api/groups/" + group + "/join-requests", "{}"));

        accept(cleo, token(invite(group, "{}"))).expectBody().jsonPath("$.state").isEqualTo("granted");

        uk.get(cleo, "/api/join-requests/" + waiting).expectBody().jsonPath("$.state").isEqualTo("withdrawn");
    }

    @Test
    void anInvitationEndsWithItsMakersPart() {
        String group = uk.create(ada, "open", "");
        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectStatus().isAccepted();
        role(group, ben, "moderator");
        String token = token(invite(group, ben, "{}"));
        role(group, ben, "member");
        uk.patch(ada, "/api/groups/" + group, "{\"joining\":\"invitation\"}").expectStatus().isOk();

        refused(cleo, token, group);
    }

    @Test
    void oneIsMailedAndTheAddressForgotten() {
        String group = uk.create(ada, "approval", "");
        String email = "invited-" + Ids.create("x") + "@elsewhere.example";
        Map<?, ?> made = body(invite(group, "{\"email\":\"" + email + "\"}").expectStatus().isCreated());
        assertThat(made.get("token")).isNull();
        assertThat(made.get("byMail")).isEqualTo(true);
        eventually(() -> uk.mailsTo(email), mails -> mails.size() == 1);

        uk.bean(InvitationLinks.class).purge();
        eventually(() -> {
            uk.bean(InvitationLinks.class).purge();
            return uk.rows().queryForList("SELECT id FROM invitation_link WHERE email IS NOT NULL", String.class);
        }, List::isEmpty);
        assertThat(uk.rows().queryForObject("SELECT token FROM invitation_link WHERE id = ?", String.class,
                made.get("id"))).isNull();
        uk.get(ada, "/api/groups/" + group + "/invitations").expectBody().jsonPath("$.items[0].byMail").isEqualTo(true);
    }

    @Test
    void oneAddressIsNotBombed() {
        String group = uk.create(ada, "approval", "");
        String email = "bombed@elsewhere.example";
        String first = "{\"email\":\"bombed+0@elsewhere.example\"}";
        String key = Ids.create("k");
        String made = id(uk.call(HttpMethod.POST, ada.token(), "/api/groups/" + group + "/invitations", first, key));
        for (int i = 1; i < 3; i++) {
            invite(group, "{\"email\":\"bombed+" + i + "@elsewhere.example\"}").expectStatus().isCreated();
        }

        invite(group, "{\"email\":\"" + email + "\"}").expectStatus().isEqualTo(429).expectHeader()
                .exists("Retry-After");
        // What was asked for before asks for no further mail.
        assertThat(id(uk.call(HttpMethod.POST, ada.token(), "/api/groups/" + group + "/invitations", first, key)))
                .isEqualTo(made);
    }

    @Test
    void aMemberAbroadIsLetInOnceTheInvitationIsKnownWhichNeedNotBeBefore() {
        String group = secret();
        uk.arrives("nz.shared.membership", MembershipFacts.registered(ngaio));
        String moderator = Ids.create("nz");
        String proof = "A".repeat(64);
        grantModerator(group, moderator);
        String request = Ids.create("nz");
        uk.arrives("nz.to-uk.requests", MembershipFacts.joinRequested(request, group, ngaio, now()));
        uk.arrives("nz.to-uk.answers", new JoinAnswers(request, 1, null, List.of(), null, "nz." + proof));
        String after = acceptsElse(group);
        assertThat(decisions(request)).isEmpty();

        String invitation = Ids.create("nz");
        uk.arrives("nz.to-uk.requests",
                new InvitationMade(Ids.eventId(), invitation, 1, now().minusSeconds(5), moderator,
                        group, Role.MEMBER, now().plusSeconds(60), 1, proof));

        eventually(() -> decisions(request), found -> found.size() == 1);
        assertThat(decisions(request)).first().isInstanceOfSatisfying(MembershipGranted.class,
                it -> assertThat(it.getInvitationId()).isEqualTo(invitation));
        assertThat(after).isNotNull();
        uk.get(ada, "/api/groups/" + group + "/invitations").expectBody().jsonPath("$.items[0].token").isEqualTo(null)
                .jsonPath("$.items[0].used").isEqualTo(1);
        uk.delete(ada, "/api/groups/" + group + "/invitations/" + invitation).expectStatus().isNoContent();
        eventually(() -> uk.written("to-nz.requests", InvitationClosed.class),
                closed -> closed.stream().anyMatch(it -> it.getInvitationId().equals(invitation)));
    }

    @Test
    void anInvitationOfSomebodyWhoModeratesNothingLetsNobodyIn() {
        String group = secret();
        String proof = "B".repeat(64);
        uk.arrives("nz.to-uk.requests", new InvitationMade(Ids.eventId(), Ids.create("nz"), 1, now(), Ids.create("nz"),
                group, Role.MEMBER, now().plusSeconds(60), 1, proof));
        String request = Ids.create("nz");
        uk.arrives("nz.to-uk.requests", MembershipFacts.joinRequested(request, group, ngaio, now()));
        uk.arrives("nz.to-uk.answers", new JoinAnswers(request, 1, null, List.of(), null, "nz." + proof));

        eventually(() -> decisions(request), found -> found.size() == 1);
        assertThat(decisions(request)).first().isInstanceOf(JoinRefused.class);
        assertThat(uk.written("to-nz.answers", RefusalReason.class))
                .anyMatch(it -> it.getId().equals(group + "." + request));
    }

    @Test
    void aGroupAbroadIsAskedWithoutBeingLookedAt() {
        String group = Ids.create("nz");
        String token = group + ".nz." + "C".repeat(43);

        String request = id(accept(ben, token).expectStatus().isAccepted());

        assertThat(id(accept(ben, token))).isEqualTo(request);
        eventually(() -> uk.written("to-nz.answers", JoinAnswers.class), all -> all.stream()
                .anyMatch(it -> it.getId().equals(request) && Objects.requireNonNull(it.getInvitation())
                        .matches("nz\\.[0-9a-f]{64}")));
        assertThat(uk.written("to-nz.requests", JoinRequested.class)).anyMatch(it -> it.getId().equals(request));
        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.group").isEqualTo(null)
                .jsonPath("$.state").isEqualTo("pending");
    }

    @Test
    void aSecretGroupAbroadIsNotNamedToWhoeverGuessesItsId() {
        String group = Ids.create("nz");
        uk.arrives("nz.shared.membership", MembershipFacts.created(group, ngaio, Joining.INVITATION));
        uk.arrives("nz.shared.membership", MembershipFacts.changed(group, ngaio, 2, Visibility.SECRET));
        uk.arrives("nz.shared.charters", MembershipFacts.charter(group, "Not to be known"));
        eventually(() -> uk.rows().queryForList("SELECT c.id FROM charter c JOIN known_group g"
                + " ON g.id = c.id WHERE c.id = ? AND g.visibility = 'SECRET'", String.class, group),
                found -> !found.isEmpty());

        Map<?, ?> request = body(accept(cleo, group + ".nz." + "D".repeat(43)).expectStatus().isAccepted());

        assertThat(request.get("group")).isNull();
        assertThat(body(uk.call(HttpMethod.GET, null, "/api/invitations/" + group + ".nz." + "D".repeat(43), null,
                null)).get("group")).isNull();
    }

    @Test
    void nobodyPilesUpAcceptancesThatNobodyAnswers() {
        Person eager = uk.resident("eager@uk.example", "Eager");
        for (int i = 0; i < 20; i++) {
            accept(eager, Ids.create("nz") + ".nz." + "E".repeat(43)).expectStatus().isAccepted();
        }

        accept(eager, Ids.create("nz") + ".nz." + "E".repeat(43)).expectStatus().isEqualTo(429);
    }

    private String secret() {
        return uk.create(ada, "invitation", ",\"visibility\":\"secret\"");
    }

    private ResponseSpec invite(String group, String json) {
        return invite(group, ada, json);
    }

    private ResponseSpec invite(String group, Person maker,
            String json) {
        return uk.post(maker, "/api/groups/" + group + "/invitations", json);
    }

    private ResponseSpec accept(Person person,
            String token) {
        return uk.post(person, "/api/invitations/" + token + "/acceptance", "{}");
    }

    private static String token(ResponseSpec made) {
        return String.valueOf(body(made.expectStatus().isCreated()).get("token"));
    }

    private Object refused(Person person, String token, String group) {
        String request = id(accept(person, token).expectStatus().isAccepted());
        Map<?, ?> answered = eventually(() -> body(uk.get(person, "/api/join-requests/" + request)),
                it -> "refused".equals(it.get("state")));
        uk.get(person, "/api/groups/" + group).expectStatus().value(status -> assertThat(status).isIn(200, 404));
        return Objects.requireNonNull(answered.get("reason"));
    }

    private Map<?, ?> newest(Person person) {
        List<?> items = (List<?>) Objects.requireNonNull(body(uk.get(person, "/api/join-requests?mine=true"))
                .get("items"));
        return (Map<?, ?>) items.getFirst();
    }

    private void role(String group, Person member, String role) {
        uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/" + member.id() + "/role",
                "{\"role\":\"" + role + "\"}", null).expectStatus().isOk();
    }

    /** By an invitation of the owner's, and then a role. */
    private void grantModerator(String group, String memberId) {
        String token = token(invite(group, "{}"));
        String request = Ids.create("nz");
        uk.arrives("nz.shared.membership", MembershipFacts.registered(memberId));
        uk.arrives("nz.to-uk.requests", MembershipFacts.joinRequested(request, group, memberId, now()));
        uk.arrives("nz.to-uk.answers", new JoinAnswers(request, 1, null, List.of(), null,
                InvitationToken.of(token).orElseThrow().proof()));
        eventually(() -> decisions(request), found -> found.size() == 1);
        uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/" + memberId + "/role",
                "{\"role\":\"moderator\"}", null).expectStatus().isOk();
    }

    /** Somebody else's request that came later is answered: the one before was looked at. */
    private String acceptsElse(String group) {
        String token = token(invite(group, "{}"));
        String member = Ids.create("nz");
        String request = Ids.create("nz");
        uk.arrives("nz.to-uk.requests", MembershipFacts.joinRequested(request, group, member, now()));
        uk.arrives("nz.to-uk.answers", new JoinAnswers(request, 1, null, List.of(), null,
                InvitationToken.of(token).orElseThrow().proof()));
        eventually(() -> decisions(request), found -> found.size() == 1);
        return request;
    }

    private List<?> decisions(String request) {
        return Stream.concat(
                uk.written("shared.membership", MembershipGranted.class).stream()
                        .filter(it -> request.equals(it.getRequestId())),
                uk.written("to-nz.requests", JoinRefused.class).stream()
                        .filter(it -> request.equals(it.getRequestId())))
                .toList();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
