package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An analyst replays what both countries wrote; an operator finds the row that no fact wrote. */
@ExtendWith(SharedNetwork.class)
class ReplayStory {

    private record Ran(int code, String said) {}

    private final Country uk;
    private final Country nz;

    ReplayStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    private String[] hasWritten() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Replayed");
        ngaio.joins(group);
        String post = ada.publishes(group, "Shall this be read by an analyst?");
        ngaio.waitsUntilItShows(post);
        String reply = ngaio.replies(post, "Its content shall not.");
        ada.waitsUntilItShows(reply);
        return new String[]{ada.id(), ngaio.id(), group, post, reply};
    }

    @Test
    void anAnalystHasAReplayMadeAndFetchesItsFiles() {
        String[] ids = hasWritten();
        Http analyst = uk.analyst();

        assertThat(uk.signsUp("Nobody").http().get("/api/replays").status()).isEqualTo(403);
        assertThat(analyst.post("/api/replays", Map.of("format", "xml")).status()).isEqualTo(400);
        assertThat(analyst.post("/api/replays", Map.of("types", List.of("Nothing"))).status()).isEqualTo(400);
        assertThat(analyst.post("/api/replays", Map.of("withContent", true)).status()).isEqualTo(403);
        String id = analyst.post("/api/replays", Map.of("types", List.of("PostPublished"), "format", "csv")).with(202)
                .get("id").asString();

        JsonNode done = eventually(() -> analyst.get("/api/replays/" + id).with(200),
                it -> it.get("state").asString().equals("done"));
        assertThat(done.get("files").get(0).get("name").asString()).isEqualTo("facts.csv");
        Http.Answer file = analyst.get("/api/replays/" + id + "/files/facts.csv");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.type()).startsWith("text/csv");
        assertThat(file.text()).contains("PostPublished").doesNotContain(ids);
        assertThat(analyst.get("/api/replays/" + id + "/files/manifest.json").status()).isEqualTo(200);
        assertThat(analyst.get("/api/replays/" + id + "/files/state.json").status()).isEqualTo(404);
        assertThat(analyst.get("/api/replays").with(200).get("items").toString()).contains(id);
        assertThat(analyst.delete("/api/replays/" + id).status()).isEqualTo(204);
        assertThat(analyst.get("/api/replays/" + id).status()).isEqualTo(404);
    }

    @Test
    void anAnalystReplaysBothCountriesWithoutAnybodysId() {
        String[] ids = hasWritten();

        assertThat(uk.signsUp("Nobody").http().get("/api/replay").status()).isEqualTo(403);
        Http analyst = uk.analyst();
        Http.Answer replayed = analyst.get("/api/replay?topics=shared.posts,shared.membership");
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.type()).startsWith("application/x-ndjson");
        assertThat(replayed.text()).doesNotContain(ids).doesNotContain("analyst?", "Its content");
        assertThat(replayed.text().lines().map(Http.JSON::readTree))
                .anyMatch(fact -> fact.get("type").asString().endsWith("PostPublished")
                        && fact.get("source").asString().equals("/nodes/uk/posts"))
                .anyMatch(fact -> fact.get("type").asString().endsWith("ReplyPublished")
                        && fact.get("source").asString().equals("/nodes/nz/posts"))
                .extracting(fact -> fact.get("time").asString()).isSorted();
        assertThat(analyst.get("/api/replay?topics=domestic.accounts").status()).isEqualTo(400);
        assertThat(analyst.get("/api/replay?until=%2B999999999-12-31T23:59:59Z").status()).isEqualTo(400);
    }

    @Test
    void aRowThatNoFactWroteIsFound() throws Exception {
        String[] ids = hasWritten();

        for (String service : List.of("posts", "membership")) {
            assertThat(rebuilds(uk, service)).matches(ran -> ran.code() == 0 && ran.said().contains(", 0 differ"));
        }
        uk.rows().query("UPDATE posts.post SET author_id = 'uk-nobody' WHERE id = '" + ids[3] + "' RETURNING id");
        Ran tampered = rebuilds(uk, "posts");
        uk.rows().query("UPDATE posts.post SET author_id = '" + ids[0] + "' WHERE id = '" + ids[3] + "' RETURNING id");

        assertThat(tampered.code()).isEqualTo(1);
        assertThat(tampered.said().lines()).anyMatch(line -> line.startsWith("- post") && line.contains("uk-nobody"))
                .anyMatch(line -> line.startsWith("+ post") && line.contains(ids[0]));
        assertThat(uk.rows().query("SELECT 1 FROM pg_namespace WHERE nspname = 'posts_shadow'")).isEmpty();
    }

    @Test
    void theUserOfReplaysSeesNeitherAccountsNorPreferences() {
        assertThat(uk.kafkaForReplays().topics()).contains("shared.posts", "nz.shared.posts", "domestic.posts")
                .doesNotContain("domestic.accounts", "domestic.preferences");
    }

    @Test
    void whoMayNotReadIsToldInOneSentence(@TempDir Path folder) throws Exception {
        String out = folder.resolve("export").toString();
        Path wrong = Files.writeString(folder.resolve("wrong"), "not the password");

        assertThat(runs(uk, List.of("export", "--out", out, "--topics", "domestic.accounts"),
                uk.exportOptions(uk.replaySecret()))).matches(
                        ran -> ran.code() == 1
                                && ran.said().contains("has no topic domestic.accounts, or none that the user may see")
                                && ran.said().lines().count() == 1);
        assertThat(runs(uk, List.of("export", "--out", out), uk.exportOptions(wrong)))
                .matches(ran -> ran.code() == 1 && ran.said().contains("refuses the user or the password")
                        && ran.said().lines().count() == 1);
    }

    private static Ran rebuilds(Country country, String service) throws IOException, InterruptedException {
        return runs(country, List.of("rebuild", service), country.rebuildOptions());
    }

    private static Ran runs(Country country, List<String> content, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Release.tool("java"), "-cp",
                country.release().jar().toString(), "org.meridian.replay.Replay"));
        command.addAll(content);
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        return new Ran(process.waitFor(), said);
    }
}
