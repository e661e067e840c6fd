package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** scripts/advisories, by planted advisories about planted parts. */
class AdvisoriesTest {

    private static final String EVENTS = "[{\"introduced\":\"0\"},{\"fixed\":\"1.4.2\"},{\"introduced\":\"2.0\"},{\"fixed\":\"2.1.1\"}]";

    @TempDir
    private Path folder;
    private Path sbom;

    @BeforeEach
    void plant() throws IOException {
        sbom = folder.resolve("sbom.json");
    }

    private void madeOf(String version) throws IOException {
        Files.writeString(sbom,
                """
                {"bomFormat":"CycloneDX","components":[
                 {"group":"org.example","name":"leaky","version":"%s","purl":"pkg:maven/org.example/leaky@%1$s?type=jar"},
                 {"group":"org.example","name":"sound","version":"1.0","purl":"pkg:maven/org.example/sound@1.0?type=jar"}]}"""
                        .formatted(version));
    }

    private static String advisory(String name, String more) {
        return """
                {"id":"GHSA-test-0001","aliases":["CVE-2026-0001"],"summary":"It leaks","affected":[
                 {"package":{"ecosystem":"Maven","name":"%s"},%s}]}""".formatted(name, more);
    }

    private static String ranges(String events) {
        return "\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":" + events + "}]";
    }

    private Command.Result advisories(String text) throws IOException {
        Path file = folder.resolve("osv.json");
        Files.writeString(file, text);
        return advisories(file);
    }

    private Command.Result advisories(Path file) {
        return Command.run("scripts/advisories", "--sbom", sbom.toString(), file.toString());
    }

    @ParameterizedTest
    @CsvSource({"1.4.1, true", "1.4.2, false", "1.4.2-SNAPSHOT, true", "1.4.2.RC1, true", "1.4.2.Final, false",
            "1.10, false", "1.9.9, false", "2.0, true", "2.0.0.RELEASE, true", "2.0-alpha-1, false", "2.1.0, true",
            "2.1.1, false", "2.11, false"})
    void whatIsInARangeOfVersionsHasTheFault(String version, boolean isFaulty) throws IOException {
        madeOf(version);

        Command.Result result = advisories(advisory("org.example:leaky", ranges(EVENTS)));

        assertThat(result.status()).as(result.said()).isEqualTo(isFaulty ? 1 : 0);
        assertThat(result.said().contains("org.example:leaky " + version
                + ": GHSA-test-0001 CVE-2026-0001: It leaks; fixed in 1.4.2, 2.1.1")).isEqualTo(isFaulty);
        assertThat(result.said())
                .contains("2 parts, 1 advisories: " + (isFaulty ? "1 known fault." : "no known faults."));
    }

    @Test
    void theLastVersionThatHasItHasIt() throws IOException {
        String until = ranges("[{\"introduced\":\"1.0\"},{\"last_affected\":\"1.5\"}]");
        madeOf("1.5");
        assertThat(advisories(advisory("org.example:leaky", until)).status()).isEqualTo(1);
        madeOf("1.5.1");
        assertThat(advisories(advisory("org.example:leaky", until)).status()).isZero();
    }

    @Test
    void aVersionThatIsNamedHasItWhateverTheRangesSay() throws IOException {
        madeOf("1.4.2-odd");

        assertThat(advisories(advisory("org.example:leaky", "\"versions\":[\"1.4.2-odd\"]")).status()).isEqualTo(1);
    }

    @Test
    void whatIsOfOthersOrWasTakenBackIsNoFault() throws IOException {
        madeOf("1.0");

        assertThat(advisories(advisory("org.example:other", ranges(EVENTS))).status()).isZero();
        assertThat(advisories(advisory("org.example:leaky", ranges(EVENTS)).replace("\"Maven\"", "\"npm\"")).status())
                .isZero();
        assertThat(advisories(advisory("org.example:leaky", ranges(EVENTS)).replace("{\"id\"",
                "{\"withdrawn\":\"2026-01-01T00:00:00Z\",\"id\"")).status()).isZero();
    }

    @Test
    void aListAnAnswerAFolderAndAZipAreReadToo() throws IOException {
        madeOf("1.0");
        String one = advisory("org.example:leaky", ranges(EVENTS));

        assertThat(advisories("[" + one + "]").status()).isEqualTo(1);
        assertThat(advisories("{\"vulns\":[" + one + "]}").status()).isEqualTo(1);
        assertThat(advisories("{\"results\":[{\"vulns\":[" + one + "]},{}]}").status()).isEqualTo(1);
        Path zip = folder.resolve("all.zip");
        try (OutputStream file = Files.newOutputStream(zip); var all = new ZipOutputStream(file)) {
            all.putNextEntry(new ZipEntry("GHSA-test-0001.json"));
            all.write(one.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(advisories(zip).status()).isEqualTo(1);
        Path many = Files.createDirectories(folder.resolve("many/of"));
        Files.writeString(many.resolve("GHSA-test-0001.json"), one);
        assertThat(advisories(folder.resolve("many")).status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{}", "[1]", "{\"id\":\"x\",\"affected\":7}"})
    void whatIsNoAdvisoryIsNotTakenForNone(String text) throws IOException {
        madeOf("1.0");

        Command.Result result = advisories(text);

        assertThat(result.status()).as(result.said()).isEqualTo(2);
        assertThat(result.said()).contains("This cannot be read").doesNotContain("Traceback");
    }

    @Test
    void withoutAdvisoriesItIsLeftOutAndSaysSo() {
        Command.Result result = new Command(Map.of("MERIDIAN_ADVISORIES", "")).with("scripts/advisories");

        assertThat(result.status()).isZero();
        assertThat(result.said()).startsWith("LEFT OUT: known faults");
    }
}
