package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a caller can get wrong, against a node: a clear problem each, and never a 500. */
@ExtendWith(SharedNetwork.class)
class BadInputStory {

    private final Country uk;
    private final Country nz;

    BadInputStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    /** The node as it is composed, whose modules say each for themselves who may call their paths. */
    @TestFactory
    Stream<DynamicTest> whatIsForOthersIsRefusedToMembersAndToStrangers() {
        Member mallory = uk.signsUp("Mallory");
        return Stream.of("/api/node", "/api/links", "/api/parked", "/api/log/posts", "/api/log/posts/agreement",
                "/api/agreement", "/api/replay", "/actuator/prometheus")
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    assertThat(mallory.http().get(path).status()).isEqualTo(403);
                    assertThat(uk.anybody().get(path).status()).isEqualTo(401);
                }));
    }

    @TestFactory
    List<DynamicTest> whatCannotBeTakenIsRefusedClearly() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Bad input");
        String post = ada.publishes(group, "Something to be misunderstood");
        String posts = "/api/groups/" + group + "/posts";
        Map<String, Http.Answer> answers = new LinkedHashMap<>();
        answers.put("malformed JSON", ada.http().send("POST", posts, "{\"kind\":"));
        answers.put("not JSON at all", ada.http().send("POST", posts, "kind=discussion"));
        answers.put("two bodies", ada.http().send("POST", posts, body("a") + body("b")));
        answers.put("an array", ada.http().send("POST", posts, "[]"));
        answers.put("null", ada.http().send("POST", posts, "null"));
        answers.put("no body", ada.http().send("POST", posts, null));
        answers.put("an unknown field", ada.http().send("POST", posts, "{\"kind\":\"update\",\"bodi\":\"x\"}"));
        answers.put("a number for a text", ada.http().send("POST", posts, "{\"kind\":\"update\",\"body\":{}}"));
        answers.put("an unknown kind", ada.http().send("POST", posts, "{\"kind\":\"rant\",\"body\":\"x\"}"));
        answers.put("0 characters", ada.tries(group, ""));
        answers.put("blanks", ada.tries(group, " \n "));
        answers.put("100,001 characters", ada.tries(group, "x".repeat(100_001)));
        answers.put("5,000,000 characters", ada.tries(group, "x".repeat(5_000_000)));
        answers.put("a NUL", ada.tries(group, "a\0b"));
        answers.put("control characters", ada.tries(group, "a\u0007\u001bb"));
        answers.put("half a surrogate pair", ada.http().send("POST", posts,
                "{\"kind\":\"update\",\"body\":\"\\ud83d\"}"));
        answers.put("a null tag", ada.http().send("POST", posts,
                "{\"kind\":\"update\",\"body\":\"x\",\"tags\":[null]}"));
        answers.put("a post's id for a group", ada.http().get("/api/groups/" + post));
        answers.put("a group's id for a post", ada.http().get("/api/posts/" + group));
        answers.put("no id", ada.http().get("/api/posts/1"));
        answers.put("a NUL in an id", ada.http().get("/api/posts/uk-%00"));
        answers.put("another country's unknown group", ada.http().get("/api/groups/nz-" + group.substring(3)));
        answers.put("a member's id for a join request", ada.http().get("/api/join-requests/" + ada.id()));
        answers.put("a reply to a group", ada.http().post("/api/posts/" + group + "/replies", Map.of("body", "x")));
        answers.put("a stale cursor", ada.http().get(posts + "?cursor=c3RhbGU"));
        answers.put("a cursor of other lists", ada.http().get("/api/groups?cursor=!!"));
        answers.put("limit 0", ada.http().get(posts + "?limit=0"));
        answers.put("limit x", ada.http().get(posts + "?limit=x"));
        answers.put("no token", uk.anybody().get(posts));
        answers.put("no token's shape", new Http(uk.anybody().url(), "abc").get(posts));
        answers.put("another node's token", new Http(uk.anybody().url(), ngaio.http().token()).get(posts));
        answers.put("a changed token", new Http(uk.anybody().url(), ada.http().token() + "x").get(posts));
        answers.put("an unknown session", uk.anybody().post("/api/sessions", Map.of("token", "guessed")));
        answers.put("no e-mail address", uk.anybody().post("/api/sign-in", Map.of("email", "nobody")));
        answers.put("no time zone", uk.anybody().post("/api/members",
                Map.of("email", "a@example.org", "displayName", "A", "timeZone", "Mars/Olympus")));
        answers.put("an operator's call", ada.http().get("/api/parked"));
        answers.put("no such call", ada.http().get("/api/no-such-call"));
        answers.put("no such method", ada.http().send("PUT", posts, "{}"));
        answers.put("another's post", ngaio.http().delete("/api/posts/" + post));
        answers.put("a scope that is not", ada.http().post("/api/groups",
                Map.of("name", "x", "purpose", "x", "scope", "galactic")));
        List<DynamicTest> tests = new ArrayList<>();
        answers.forEach((what, answer) -> tests.add(DynamicTest.dynamicTest(what, () -> assertClear(answer))));
        tests.add(DynamicTest.dynamicTest("nothing was published by it",
                () -> assertThat(ada.bodies(group)).containsExactly("Something to be misunderstood")));
        return tests;
    }

    private static String body(String text) {
        return "{\"kind\":\"update\",\"body\":\"" + text + "\"}";
    }

    private static void assertClear(Http.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isBetween(400, 499);
        assertThat(answer.type()).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("detail").asString()).as("%s", answer).isNotBlank();
        assertThat(problem.get("title").asString()).as("%s", answer).isNotBlank();
    }

    @Test
    void whatOnlyLooksBadIsKeptAsItIs() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("All scripts");
        ngaio.joins(group);
        for (String text : List.of("مرحبا \u202Eback\u202C", "\u1eb9\u0301\u0300", "👩🏽‍🌾🇳🇿", "x".repeat(100_000),
                "<script>alert(1)</script>", "'; DROP TABLE post; --")) {
            String post = ada.publishes(group, text);
            assertThat(ngaio.waitsUntilItShows(post).get("body").asString()).isEqualTo(text);
        }
    }

    @Test
    void anIdempotencyKeyIsForOneRequest() {
        Member ada = uk.signsUp("Ada");
        String group = ada.founds("Once");

        Http.Answer first = ada.tries(group, "Once", "Idempotency-Key", "a-key");
        Http.Answer again = ada.tries(group, "Once", "Idempotency-Key", "a-key");
        Http.Answer other = ada.tries(group, "Twice", "Idempotency-Key", "a-key");

        assertThat(first.with(201).get("id")).isEqualTo(again.with(201).get("id"));
        assertThat(other.status()).isEqualTo(422);
        assertClear(other);
        assertThat(ada.bodies(group)).containsExactly("Once");
    }
}
