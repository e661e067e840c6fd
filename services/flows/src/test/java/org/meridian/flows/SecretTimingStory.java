package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meridian.schemas.Ids;

/** Not even a clock tells whoever is outside that there is a secret group. */
@Tag("long")
@ExtendWith(SharedNetwork.class)
class SecretTimingStory {

    private final Country uk;
    private final Country nz;

    SecretTimingStory(Network network) {
        this.uk = network.uk();
        this.nz = network.nz();
    }

    /** A call about a group and a post in it. */
    private record Call(String name, Function<About, Http.Answer> made) {

        Http.Answer about(About what) {
            Http.Answer answer = made.apply(what);
            assertThat(answer.status()).as(name).isEqualTo(404);
            return answer;
        }
    }

    private record About(Http caller, String group, String post) {}

    private static final List<Call> CALLS = List.of(
            new Call("the group", it -> it.caller().get("/api/groups/" + it.group())),
            new Call("its members", it -> it.caller().get("/api/groups/" + it.group() + "/members")),
            new Call("its posts", it -> it.caller().get("/api/groups/" + it.group() + "/posts")),
            new Call("a post", it -> it.caller().get("/api/posts/" + it.post())),
            new Call("asking to join",
                    it -> it.caller().post("/api/groups/" + it.group() + "/join-requests", Map.of())),
            new Call("posting", it -> it.caller().post("/api/groups/" + it.group() + "/posts",
                    Map.of("kind", "discussion", "title", "Is there", "body", "anybody?"))),
            new Call("replying", it -> it.caller().post("/api/posts/" + it.post() + "/replies",
                    Map.of("body", "Anybody?"))));

    @Test
    void aSecretGroupTakesAsLongAsAMissingOne() {
        Member owner = uk.signsUp("Olive");
        Member inside = nz.signsUp("Ines");
        String open = owner.founds("Everybody's");
        inside.joins(open);
        String group = owner.founds("Nobody knows", Map.of("visibility", "unlisted"));
        inside.joins(group);
        String post = owner.publishes(group, "Between us.");
        inside.waitsUntilItShows(post);
        owner.changes(group, Map.of("visibility", "secret"));
        Member outside = nz.signsUp("Otto");
        eventually(() -> outside.http().get("/api/groups/" + group), answer -> answer.status() == 404);

        String missing = Ids.create("uk");
        for (Member stranger : List.of(uk.signsUp("Una"), outside)) {
            var secret = new About(stranger.http(), group, post);
            var nothing = new About(stranger.http(), missing, missing);
            assertThat(toldApart(secret, nothing)).as("told from a missing one by their time in %s", stranger.country())
                    .isEmpty();
        }
        Http guest = uk.signsUp("Gus").http();
        assertThat(Timing.tellsApart(() -> guest.get("/api/groups/" + open), () -> guest.get("/api/groups/" + missing)))
                .as("a group that can be seen can be told apart").isTrue();
    }

    /** All calls at the same time: most of what they take is waiting. */
    private static List<String> toldApart(About secret, About nothing) {
        Map<String, Future<Boolean>> found = new TreeMap<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Call call : CALLS) {
                found.put(call.name(), threads
                        .submit(() -> Timing.tellsApart(() -> call.about(secret), () -> call.about(nothing))));
            }
        }
        return found.entrySet().stream().filter(it -> it.getValue().resultNow()).map(Map.Entry::getKey).toList();
    }
}
