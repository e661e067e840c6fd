package org.meridian.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class RealServersTest {

    @Test
    void aDatabaseIsEmptyAndOfTheVersionThatANodeRuns() {
        try (var first = RealServers.database().pool(1); var second = RealServers.database().pool(1)) {
            new JdbcTemplate(first).execute("CREATE TABLE t (a int)");
            assertThat(new JdbcTemplate(second).queryForObject("SELECT to_regclass('t') IS NULL", Boolean.class))
                    .isTrue();
            assertThat(new JdbcTemplate(first).queryForObject("SHOW server_version", String.class)).startsWith("17.");
        }
    }

    @Test
    void aBrokerComesBackWithWhatItHeld() {
        try (var broker = RealServers.broker()) {
            broker.createTopic("t", 1);
            broker.send(List.of(new ProducerRecord<>("t", "key", new byte[]{1})));
            broker.stop();
            broker.start();
            assertThat(broker.readAll("t")).singleElement().satisfies(it -> assertThat(it.key()).isEqualTo("key"));
        }
    }
}
