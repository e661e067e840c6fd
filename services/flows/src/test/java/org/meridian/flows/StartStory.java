package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does wrong is said in one sentence, and a country that joins later misses nothing. */
@Order(1) // the longest first
@Tag("long")
@ExtendWith(SharedNetwork.class)
class StartStory {

    private static final Pattern STACK_TRACE = Pattern.compile("^\\s+at ", Pattern.MULTILINE);

    private final Network network;
    private final Country uk;
    private final Country nz;

    StartStory(Network network) {
        this.network = network;
        uk = network.uk();
        nz = network.nz();
    }

    @Test
    void aPortThatIsTakenIsNamedInOneSentence() {
        String port = uk.anybody().url().replaceAll(".*:", "");
        Country au = network.country("au");

        assertSaid(au.failsToStartWith("server.port=" + port), "Port " + port + ", which the web server needs");
    }

    @Test
    void theDirectoryOfARunningNodeIsRefused() {
        Country au = network.country("au");

        assertSaid(au.failsToStartWith("meridian.embedded.data=" + nz.data()),
                "Another running node uses " + nz.data());
    }

    @Test
    void theDirectoryOfAnotherNodeIsRefused(@TempDir Path stolen) throws IOException {
        Path log = Files.createDirectories(stolen.resolve("kafka/log"));
        Files.copy(nz.data().resolve("kafka/log/meta.properties"), log.resolve("meta.properties"));
        Country au = network.country("au");

        assertSaid(au.failsToStartWith("meridian.embedded.data=" + stolen), "is not the Kafka log of node au");
    }

    @Test
    void aSettingThatIsWrongIsNamedWithWhatItTakes() {
        Country au = network.country("au");

        assertSaid(au.failsToStartWith("meridian.partitions=six"),
                "meridian.partitions cannot be \"six\": it takes a whole number");
        assertSaid(au.failsToStartWith("server.port=70000"), "server.port cannot be 70000: it takes a port");
        assertSaid(au.failsToStartWith("meridian.mail-from=nobody"), "meridian.mail-from cannot be \"nobody\"");
    }

    @Test
    void whatANodeNeedsOfItsSurroundingsIsSaid() {
        Country au = network.country("au");
        au.isStartedBy(List.of("bash", "-c", "ulimit -n 300; exec \"$@\"", "bash"));

        Country.Ended ended = au.failsToStartWith();

        au.isStartedBy(List.of());
        assertSaid(ended, "A node needs 4096 open files and connections, and this one may have 300");
    }

    private static void assertSaid(Country.Ended ended, String sentence) {
        assertThat(ended.status()).as(ended.said()).isNotZero();
        List<String> lines = ended.said().lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines.getLast()).contains(sentence).endsWith(".");
        assertThat(ended.said()).doesNotContainPattern(STACK_TRACE);
    }

    /** {@code au} is configured in both and has never run. */
    @Test
    void aPeerThatIsDownDelaysNothingAndIsCalledDown() {
        uk.stop();
        uk.start();

        uk.operator().waitsUntilLinkIs("down", network.country("au"));
        uk.operator().waitsUntilLinkIs("running", nz);
    }

    @Test
    void aFurtherCountryGetsTheWholeHistory() {
        Member ada = uk.signsUp("Ada");
        String group = ada.founds("History");
        String post = ada.publishes(group, "Written before the US joined");
        String reply = ada.replies(post, "And this too");
        String withdrawn = ada.publishes(group, "taken-back-before-the-us-joined");
        ada.withdraws(withdrawn);
        Country us = network.add("us");
        uk.stop();
        uk.starting();
        us.starting();
        uk.ready();
        us.ready();

        Member bob = us.signsUp("Bob").joins(group);

        assertThat(bob.waitsUntilItShows(post).get("replies").get(0).get("id").asString()).isEqualTo(reply);
        assertThat(bob.bodies(group)).containsExactly("Written before the US joined");
        ada.waitsUntilItShows(bob.publishes(group, "Hello from the US"));
        uk.operator().waitsUntilAgreeing(us, group);
        us.stop();
    }
}
