package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.ArrayList;
import java.util.List;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Somebody signed in at the own country's node, and what they do there. */
record Member(Place country, String id, Http http) {

    /** What a group's feed shows of a thread. */
    record Shown(String id, String author, String body, int replies) {}

    /** Founds an international group that anybody may join. */
    String founds(String name) {
        return founds(name, Map.of());
    }

    String founds(String name, Map<String, Object> more) {
        Map<String, Object> group = new TreeMap<>(Map.of("name", name, "purpose", "To tell a story", "scope",
                "international", "visibility", "listed", "joining", "open"));
        group.putAll(more);
        return http.post("/api/groups", group).with(201).get("id").asString();
    }

    /** Asks as soon as the group is known here; returns the request's id. */
    String asksToJoin(String group, String... answers) {
        waitsUntilSees(group);
        return http.post("/api/groups/" + group + "/join-requests",
                Map.of("answers", List.of(answers), "note", "A note from " + id)).with(202).get("id").asString();
    }

    void waitsUntilSees(String group) {
        eventually(() -> http.get("/api/groups/" + group), answer -> answer.status() == 200);
    }

    JsonNode group(String group) {
        return http.get("/api/groups/" + group).with(200);
    }

    void changes(String group, Map<String, Object> charter) {
        http.send("PATCH", "/api/groups/" + group, Http.JSON.writeValueAsString(charter)).with(200);
    }

    JsonNode request(String request) {
        return http.get("/api/join-requests/" + request).with(200);
    }

    JsonNode waitsUntilRequestIs(String state, String request) {
        return eventually(() -> http.get("/api/join-requests/" + request),
                answer -> answer.status() == 200 && answer.json().get("state").asString().equals(state)).json();
    }

    void approves(String request) {
        http.post("/api/join-requests/" + request + "/approval").with(200);
    }

    void refuses(String request, String reason) {
        http.post("/api/join-requests/" + request + "/refusal", Map.of("reason", reason)).with(200);
    }

    /** What became of it, once that is known here. */
    String decides(String decision, String request, Map<String, Object> body) {
        return outcome(http.post("/api/join-requests/" + request + "/" + decision, body));
    }

    void withdrawsRequest(String request) {
        http.delete("/api/join-requests/" + request).with(204);
    }

    /** By an invitation; returns the request's id. */
    String accepts(String token) {
        return http.post("/api/invitations/" + token + "/acceptance").with(202).get("id").asString();
    }

    /** Joins an open group, and waits until that has come home. */
    Member joins(String group) {
        waitsUntilRequestIs("granted", asksToJoin(group));
        eventually(() -> http.get("/api/groups/" + group + "/posts"), answer -> answer.status() == 200);
        return this;
    }

    /** Finds somebody in a register, valid for a year. What became of it, once that is known here. */
    String registers(Member other, String group, String register) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return outcome(http.send("PUT", "/api/groups/" + group + "/members/" + other.id() + "/registration",
                Http.JSON.writeValueAsString(Map.of("register", register, "checkedOn", today.toString(), "validUntil",
                        today.plusYears(1).toString()))));
    }

    /** What became of it, once that is known here. */
    String gives(String role, Member other, String group) {
        return outcome(http.send("PUT", "/api/groups/" + group + "/members/" + other.id() + "/role",
                Http.JSON.writeValueAsString(Map.of("role", role))));
    }

    String removes(Member other, String group, String reason) {
        return outcome(http.send("DELETE", "/api/groups/" + group + "/members/" + other.id(),
                Http.JSON.writeValueAsString(Map.of("reason", reason))));
    }

    private String outcome(Http.Answer changed) {
        assertThat(changed.status()).as(changed.text()).isIn(200, 202);
        if (changed.status() == 200) {
            return changed.json().get("state").asString();
        }
        String wish = "/api/wishes/" + changed.json().get("id").asString();
        return eventually(() -> http.get(wish).with(200).get("state").asString(), state -> !state.equals("pending"));
    }

    /** @param role {@code none} for who is not in the group */
    void waitsUntilRoleIs(String role, String group) {
        eventually(() -> group(group).get("myRole"), mine -> (mine.isNull() ? "none" : mine.asString()).equals(role));
    }

    void leaves(String group) {
        http.delete("/api/groups/" + group + "/members/me").with(204);
    }

    String publishes(String group, String body) {
        return tries(group, body).with(201).get("id").asString();
    }

    Http.Answer tries(String group, String body, String... headers) {
        return http.send("POST", "/api/groups/" + group + "/posts", Http.JSON.writeValueAsString(
                Map.of("kind", "discussion", "title", "On it", "body", body)), headers);
    }

    String replies(String post, String body) {
        return http.post("/api/posts/" + post + "/replies", Map.of("body", body)).with(201).get("id").asString();
    }

    void accepts(String question, String reply) {
        http.put("/api/posts/" + question + "/accepted-answer", Map.of("replyId", reply)).with(204);
    }

    void waitsUntilTheAnswerIs(@Nullable String reply, String question) {
        eventually(() -> http.get("/api/posts/" + question).with(200).get("acceptedAnswer"),
                it -> reply == null ? it.isNull() : !it.isNull() && it.asString().equals(reply));
    }

    void withdraws(String post) {
        http.delete("/api/posts/" + post).with(204);
    }

    /** All threads that a group's feed shows, newest first. */
    List<Shown> feed(String group) {
        List<Shown> all = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = http.get("/api/groups/" + group + "/posts?limit=100" + cursor).with(200);
            for (JsonNode item : page.get("items")) {
                all.add(new Shown(item.get("id").asString(), item.get("author").asString(), item.get("body").asString(),
                        item.get("replyCount").asInt()));
            }
            if (page.get("next").isNull()) {
                return all;
            }
            cursor = "&cursor=" + page.get("next").asString();
        }
    }

    List<String> bodies(String group) {
        return feed(group).stream().map(Shown::body).toList();
    }

    /** Publishes twenty posts; returns their bodies. */
    List<String> publishesTwenty(String group) {
        List<String> bodies = IntStream.rangeClosed(1, 20).mapToObj(i -> "Post " + i + " from " + country).toList();
        bodies.forEach(body -> publishes(group, body));
        return bodies;
    }

    /** All of them, each once, and nothing else. */
    void waitsUntilAllShow(String group, List<String> written) {
        eventually(() -> bodies(group), bodies -> bodies.size() >= written.size());
        assertThat(bodies(group)).containsExactlyInAnyOrderElementsOf(written);
    }

    /** The thread, as soon as the post in it can be read here. */
    JsonNode waitsUntilItShows(String post) {
        return eventually(() -> http.get("/api/posts/" + post), answer -> answer.status() == 200).json();
    }

    void waitsUntilItIsGone(String post) {
        eventually(() -> http.get("/api/posts/" + post), answer -> answer.status() == 404);
    }
}
