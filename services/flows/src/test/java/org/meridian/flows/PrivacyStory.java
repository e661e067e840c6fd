package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is taken back is gone, and what is domestic never leaves; looked for in Kafka and PostgreSQL themselves. */
@ExtendWith(SharedNetwork.class)
class PrivacyStory {

    private final Country uk;
    private final Country nz;

    PrivacyStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    @Test
    void withdrawnInTheUkItIsGoneEverywhereAndFromKafkaAfterCompaction() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Second thoughts");
        ngaio.joins(group);
        String post = ada.publishes(group, "regrettable-content-of-ada");
        ngaio.waitsUntilItShows(post);
        assertThat(uk.kafka().topicsWith("regrettable-content-of-ada")).containsExactly("shared.content");
        assertThat(nz.kafka().topicsWith("regrettable-content-of-ada")).containsExactly("uk.shared.content");

        ada.withdraws(post);

        ngaio.waitsUntilItIsGone(post);
        assertThat(ada.http().get("/api/posts/" + post).status()).isEqualTo(404);
        int partition = partitionOfTombstone(uk.kafka(), "shared.content", post);
        assertThat(partitionOfTombstone(nz.kafka(), "uk.shared.content", post)).isEqualTo(partition);
        uk.kafka().compactSoon("shared.content");
        nz.kafka().compactSoon("uk.shared.content");
        eventually(() -> {
            // A segment that is still written to is not compacted; what is written later begins a new one.
            uk.kafka().pad("shared.content", partition);
            return List.of(uk.kafka().topicsWith("regrettable-content-of-ada"),
                    nz.kafka().topicsWith("regrettable-content-of-ada"));
        }, found -> found.stream().allMatch(Set::isEmpty));
        assertThat(uk.rows().tablesWith("regrettable-content-of-ada")).isEmpty();
        assertThat(nz.rows().tablesWith("regrettable-content-of-ada")).isEmpty();
        uk.operator().waitsUntilAgreeing(nz, group);
    }

    private static int partitionOfTombstone(RawKafka kafka, String topic, String key) {
        return eventually(() -> kafka.readAll(topic).stream().filter(record -> key.equals(record.key())).toList(),
                records -> records.stream().anyMatch(record -> record.value() == null)).getFirst().partition();
    }

    @Test
    void aDomesticGroupNeverLeaves() {
        Member ada = uk.signsUp("Ada");
        Member bertie = uk.signsUp("Bertie");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("name-of-the-domestic-group", Map.of("scope", "domestic"));
        bertie.joins(group);
        String post = ada.publishes(group, "body-of-the-domestic-post");
        bertie.waitsUntilItShows(post);
        String reply = bertie.replies(post, "body-of-the-domestic-reply");
        ada.waitsUntilItShows(reply);
        // Whatever was on its way with it has arrived when this has.
        String open = ada.founds("Open");
        ngaio.joins(open).waitsUntilItShows(ada.publishes(open, "The last of all"));

        assertThat(uk.kafka().topicsWith(post)).containsExactlyInAnyOrder("domestic.posts", "domestic.content");
        String[] secrets = {group, post, reply, "name-of-the-domestic-group", "body-of-the-domestic"};
        assertThat(nz.kafka().topicsWith(secrets)).isEmpty();
        assertThat(nz.rows().tablesWith(secrets)).isEmpty();
        assertThat(nz.kafka().topics()).noneMatch(topic -> topic.startsWith("uk.domestic"));
        assertThat(ngaio.http().get("/api/groups/" + group).status()).isEqualTo(404);
    }
}
