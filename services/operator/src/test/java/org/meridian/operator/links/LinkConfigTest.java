package org.meridian.operator.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.mirror.DefaultConfigPropertyFilter;
import org.junit.jupiter.api.Test;

class LinkConfigTest {

    @Test
    void mirrorMakerBringsNoSettingsOfTopics() {
        var link = LinkConfig.link("nz", Map.of(), new Peer("uk", "there:9092", "nz", "the secret"), "shared\\..*");
        var filter = new DefaultConfigPropertyFilter();
        filter.configure(link);

        assertThat(List.of("retention.ms", "cleanup.policy", "segment.bytes"))
                .noneMatch(filter::shouldReplicateConfigProperty);
        assertThat(link).containsEntry("sync.topic.configs.enabled", "false");
    }
}
