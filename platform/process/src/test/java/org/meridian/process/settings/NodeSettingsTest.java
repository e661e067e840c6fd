package org.meridian.process.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.process.startup.StartupSentence;
import org.meridian.testing.WrongSettings;

class NodeSettingsTest {

    private static final Map<String, String> RIGHT = Map.of("meridian.node", "uk",
            "meridian.peers.nz.bootstrap", "nz.example.org:9102",
            "meridian.peers.nz.url", "https://nz.example.org",
            "meridian.peers.nz.secret", "not-to-be-quoted");

    @Test
    void whatIsRightIsTaken() {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian", NodeSettings.class, RIGHT, "unknown", ""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "null", textBlock = """
            meridian.node | '' | meridian.node is not set, and has to be.
            meridian.node | UK | 'meridian.node cannot be "UK": a node''s alias is lower case letters and digits, a letter first, and neither shared, domestic nor to.'
            meridian.node | shared | 'meridian.node cannot be "shared": a node''s alias is lower case letters and digits, a letter first, and neither shared, domestic nor to.'
            meridian.node | nz | meridian.peers.nz is this node itself: it is no peer of its own.
            meridian.partitions | six | meridian.partitions cannot be "six": it takes a whole number.
            meridian.partitions | 0 | meridian.partitions cannot be 0: it takes a number from 1 on.
            meridian.kafka.bootstrap.servers | kafka | meridian.kafka.bootstrap.servers cannot be "kafka": it takes a host and a port, such as nz.example.org:9102.
            meridian.kafka.bootstrap.servers | a:9092, b: | meridian.kafka.bootstrap.servers cannot be "b:": it takes a host and a port, such as nz.example.org:9102.
            meridian.peers.to.url | https://to.example.org | 'meridian.peers cannot be "to": a node''s alias is lower case letters and digits, a letter first, and neither shared, domestic nor to.'
            meridian.peers.nz.bootstrap | nz.example.org | meridian.peers.nz.bootstrap cannot be "nz.example.org": it takes a host and a port, such as nz.example.org:9102.
            meridian.peers.nz.bootstrap | nz.example.org:99999 | meridian.peers.nz.bootstrap cannot be "nz.example.org:99999": it takes a host and a port, such as nz.example.org:9102.
            meridian.peers.nz.url | nz.example.org | meridian.peers.nz.url cannot be "nz.example.org": it takes a URL such as https://meridian.example.org, without a slash at the end.
            meridian.peers.nz.url | https://nz.example.org/ | meridian.peers.nz.url cannot be "https://nz.example.org/": it takes a URL such as https://meridian.example.org, without a slash at the end.
            """)
    void whatIsWrongIsNamedWithWhatItTakes(String name, String value, String sentence) {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian", NodeSettings.class, RIGHT, name, value))
                .isEqualTo(sentence);
    }
}
