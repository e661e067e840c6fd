package org.meridian.membership.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.Blocks;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Whom somebody has blocked, which nobody else learns. */
class BlockingTest {

    private final MembershipService uk;
    private final String word = "b" + UUID.randomUUID().toString().replace("-", "");
    private final Person ada;
    private final Person mallory;

    BlockingTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.signUp(word + "@uk.example", "Ada " + word);
        mallory = uk.signUp("m" + word + "@uk.example", "Mallory " + word);
    }

    private ResponseSpec block(Person reader, String id) {
        return uk.call(HttpMethod.PUT, reader.token(), "/api/members/" + id + "/block", null, null);
    }

    private List<String> ids(Person reader, String path) {
        return ((List<?>) Objects.requireNonNull(body(uk.get(reader, path).expectStatus().isOk()).get("items")))
                .stream().map(it -> String.valueOf(((Map<?, ?>) it).get("id"))).toList();
    }

    @Test
    void isSaidToTheBlockingMemberAlone() {
        Map<?, ?> before = body(uk.get(mallory, "/api/members/" + ada.id()));
        block(ada, mallory.id()).expectStatus().isNoContent();
        block(ada, mallory.id()).expectStatus().isNoContent();

        assertThat(ids(ada, "/api/members/me/blocks")).containsExactly(mallory.id());
        assertThat(body(uk.get(ada, "/api/members/" + mallory.id())).get("blocked")).isEqualTo(true);
        assertThat(ids(ada, "/api/members?q=" + word)).containsExactly(ada.id());
        assertThat(ids(ada, "/api/members?country=uk&q=" + word)).containsExactly(ada.id());

        Map<?, ?> after = body(uk.get(mallory, "/api/members/" + ada.id()));
        assertThat(after.get("blocked")).isEqualTo(before.get("blocked")).isEqualTo(false);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(ids(mallory, "/api/members?q=" + word)).containsExactly(ada.id(), mallory.id());
        assertThat(ids(mallory, "/api/members/me/blocks")).isEmpty();
        uk.get(mallory, "/api/members/" + ada.id() + "/blocks").expectStatus().isNotFound();

        uk.delete(ada, "/api/members/" + mallory.id() + "/block").expectStatus().isNoContent();
        uk.delete(ada, "/api/members/" + mallory.id() + "/block").expectStatus().isNoContent();
        uk.delete(ada, "/api/members/nonsense/block").expectStatus().isNoContent();
        assertThat(ids(ada, "/api/members?q=" + word)).hasSize(2);
        eventually(() -> uk.written("domestic.blocks", Blocks.class).stream().filter(it -> it.getId().equals(ada.id()))
                .map(it -> it.getVersion() + " " + it.getMemberIds().size()).toList(),
                it -> it.equals(List.of("1 1", "2 0")));
        for (String topic : List.of("shared.membership", "shared.profiles", "shared.colleagues", "to-nz.requests",
                "to-nz.answers", "domestic.membership")) {
            assertThat(uk.kafka.readAll(topic)).as(topic).noneMatch(it -> it.value() != null
                    && new String(it.value(), StandardCharsets.UTF_8).contains(ada.id())
                    && new String(it.value(), StandardCharsets.UTF_8).contains(mallory.id()));
        }
    }

    @Test
    void isOfSomebodyElseWhoIsThere() {
        assertThat(problem(block(ada, ada.id()).expectStatus().isEqualTo(409))).contains("not-oneself");
        block(ada, "nonsense").expectStatus().isNotFound();
        block(ada, "me").expectStatus().isNotFound();
        block(ada, Ids.create("uk")).expectStatus().isNotFound();
        uk.call(HttpMethod.PUT, null, "/api/members/" + mallory.id() + "/block", null, null).expectStatus()
                .isUnauthorized();
        String ngaio = Ids.create("nz");
        uk.arrives("nz.shared.membership", MembershipFacts.registered(ngaio));
        uk.arrives("nz.shared.profiles", MembershipFacts.profile(ngaio, 1, "Ngaio " + word));
        eventually(() -> ids(ada, "/api/members?q=ngaio+" + word), it -> it.size() == 1);
        block(ada, ngaio).expectStatus().isNoContent();
        assertThat(ids(ada, "/api/members?country=nz&q=" + word)).isEmpty();
    }

    @Test
    void hasAnEndAndPages() {
        List<String> many = IntStream.range(0, Limits.BLOCKS - 2).mapToObj(it -> Ids.create("nz")).toList();
        List<String> all = new ArrayList<>(many);
        Person ben = uk.resident("ben@care.uk.example", "Ben");
        all.add(ben.id());
        uk.arrives("domestic.blocks", MembershipFacts.blocks(ada.id(), 1, all.toArray(String[]::new)));
        eventually(() -> ids(ada, "/api/members/me/blocks"), it -> it.equals(List.of(ben.id())));

        block(ada, mallory.id()).expectStatus().isNoContent();
        Person cleo = uk.resident("cleo@uk.example", "Cleo");
        assertThat(problem(block(ada, cleo.id()).expectStatus().isEqualTo(409))).contains("too-many-blocked");
        Map<?, ?> first = body(uk.get(ada, "/api/members/me/blocks?limit=1"));
        assertThat(ids(ada, "/api/members/me/blocks?limit=1&cursor=" + first.get("next")))
                .containsExactly(mallory.id());
    }
}
