package org.meridian.flows;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meridian.flows.Description.Call;
import org.meridian.schemas.Ids;
import tools.jackson.databind.JsonNode;

/** A stranger writes a client from the description of the calls: everything is in it, and every answer is as it says. */
@ExtendWith(SharedNetwork.class)
class DescriptionStory {

    private final Country uk;
    private final Country nz;
    private Description description;

    DescriptionStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    @BeforeEach
    void read() {
        description = Description.of(uk.anybody());
    }

    @Test
    void theCallsAreThoseThatOthersRelyOn() throws IOException {
        List<String> calls = description.calls().stream().map(it -> it.id() + " " + it.method() + " " + it.path())
                .sorted().toList();
        try (var known = requireNonNull(DescriptionStory.class.getResourceAsStream("/calls.txt"))) {
            assertThat(calls)
                    .as("calls.txt: clients are generated from these names, so that they are added to, not changed")
                    .containsExactlyElementsOf(
                            new String(known.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
        assertThat(calls.stream().map(it -> it.split(" ")[0])).doesNotHaveDuplicates()
                .allMatch(it -> it.matches("[a-z][a-zA-Z]+"));
    }

    @Test
    void whatACallTakesAndWhatItIsAboutIsSaid() {
        JsonNode tags = description.said().get("tags");
        assertThat(tags)
                .allSatisfy(it -> assertThat(it.path("description").asString("")).as(it.toString()).isNotBlank());
        Set<String> described = new TreeSet<>(tags.valueStream().map(it -> it.get("name").asString()).toList());
        assertThat(description.calls()).allSatisfy(call -> {
            Set<String> declared = new TreeSet<>();
            call.said().path("parameters").forEach(it -> {
                if (it.get("in").asString().equals("path")) {
                    declared.add(it.get("name").asString());
                }
            });
            Set<String> used = new TreeSet<>();
            Stream.of(call.path().split("/")).filter(it -> it.startsWith("{"))
                    .forEach(it -> used.add(it.substring(1, it.length() - 1)));
            assertThat(declared).as(call.toString()).isEqualTo(used);
            assertThat(call.said().path("summary").asString("")).as("the summary of " + call).isNotBlank();
            assertThat(described).as("the tags of " + call)
                    .containsAll(call.said().get("tags").valueStream().map(JsonNode::asString).toList());
        });
    }

    @Test
    void theFieldsThatACallDoesNotGoWithoutAreRequired() {
        Http operator = uk.operator().http();
        Map<String, Set<String>> asked = new TreeMap<>();
        Map<String, Set<String>> said = new TreeMap<>();
        for (Call call : description.calls()) {
            JsonNode request = description.requestOf(call);
            if (call.path().startsWith("/api/") && request.has("properties") && !call.id().equals("askForReplay")) {
                Set<String> required = new TreeSet<>(
                        request.path("required").valueStream().map(JsonNode::asString).toList());
                Http.Answer answer = operator.send(call.method(), call.path().replaceAll("\\{\\w+}", Ids.create("uk")),
                        "{}");
                if (answer.status() != 404 || !required.isEmpty()) {
                    said.put(call.toString(), required);
                    asked.put(call.toString(), new TreeSet<>(answer.json().path("errors").valueStream()
                            .map(it -> it.get("field").asString()).toList()));
                }
            }
        }
        // Either a token, or an attempt and a code; a group or a post: a schema that said so would be none that clients are generated from.
        Predicate<String> isEither = it -> it.startsWith("openSession") || it.contains(" /api/drafts");
        asked.keySet().removeIf(isEither);
        said.keySet().removeIf(isEither);
        assertThat(said).isEqualTo(asked).hasSizeGreaterThan(5);
    }

    @Test
    void everyProblemIsExplainedAtTheAddressThatItNames() {
        Http.Answer refused = uk.anybody().get("/api/members/me");
        String type = refused.json().get("type").asString();

        assertThat(type).isEqualTo("/problems/sign-in-needed");
        Http.Answer page = uk.anybody().get(type);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.type()).startsWith("text/html");
        assertThat(page.text()).contains("sign-in-needed", "Authorization: Bearer");
        assertThat(uk.anybody().get("/problems").text()).contains("/problems/sign-in-needed", "/problems/last-owner");
        assertThat(uk.anybody().get("/problems/nothing-like-it").status()).isEqualTo(404);
    }

    @Test
    void everyMetricOfOursSaysWhatItCounts() {
        String metrics = uk.operator().http().get("/actuator/prometheus").text();
        Set<String> helped = new TreeSet<>();
        Set<String> typed = new TreeSet<>();
        metrics.lines().map(it -> it.split(" ", 4)).filter(it -> it.length > 3 && it[2].startsWith("meridian_"))
                .forEach(it -> (it[1].equals("TYPE") ? typed : it[3].isBlank() ? new TreeSet<String>() : helped)
                        .add(it[2]));

        assertThat(typed).contains("meridian_parked_waiting", "meridian_mail_waiting").isEqualTo(helped);
    }

    @Test
    void everyAnswerIsAsDescribed() {
        Set<String> differences = new LinkedHashSet<>();
        Set<String> answered = new TreeSet<>();
        Http.Listener compare = (method, path, answer) -> description.find(method, path)
                .filter(it -> !path.startsWith("/v3/")).ifPresentOrElse(call -> {
                    if (answer.status() < 300) {
                        answered.add(call.id());
                    }
                    description.differences(call, answer)
                            .forEach(it -> differences.add(call + " answered " + answer.status() + ": " + it));
                }, () -> differences.add("Not described: " + method + " " + path));
        Throwable stopped = catchThrowable(() -> new AllCalls(uk, nz, compare).make());

        assertThat(stopped).as("what differs until then: %s", differences).isNull();
        assertThat(differences).isEmpty();
        List<String> never = new ArrayList<>(description.calls().stream().map(Call::id).toList());
        never.removeAll(answered);
        assertThat(never).as("calls that were never answered well").isEmpty();
    }
}
