package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.meridian.testing.ForbiddenCalls;

/**
 * What New Zealand's credentials open in the UK.
 *
 * @param uk      its Kafka, with all rights
 * @param ukForNz the same, as New Zealand's link comes in
 */
record PeerFence(RawKafka uk, RawKafka ukForNz) {

    void showsWhatIsSharedAndWhatIsForNewZealand() {
        Set<String> meant = uk.topics().stream()
                .filter(topic -> topic.startsWith("shared.") || topic.startsWith("to-nz.")).collect(Collectors.toSet());

        assertThat(meant).contains("shared.posts", "to-nz.requests");
        assertThat(ukForNz.topics()).isEqualTo(meant);
        meant.forEach(ukForNz::readAll);
    }

    void refusesEveryOtherTopic() {
        List<String> others = uk.topics().stream()
                .filter(topic -> !topic.startsWith("shared.") && !topic.startsWith("to-nz.")).toList();

        assertThat(others).contains("domestic.accounts", "domestic.content", "to-uk.requests", "to-au.requests",
                "nz.shared.posts");
        for (String topic : others) {
            assertThatThrownBy(() -> ukForNz.readAll(topic)).as(topic).isInstanceOf(AuthorizationException.class);
        }
    }

    void refusesEveryWrite() {
        for (String topic : List.of("shared.posts", "to-nz.requests", "domestic.accounts", "to-au.requests",
                "nz.shared.posts")) {
            assertThatThrownBy(() -> ukForNz.send(topic, "key", new byte[]{1})).as(topic)
                    .satisfies(ForbiddenCalls::isUnauthorized);
        }
    }

    void refuses(Function<Admin, KafkaFuture<?>> call) {
        try (Admin admin = ukForNz.admin()) {
            assertThatThrownBy(() -> call.apply(admin).get()).hasCauseInstanceOf(AuthorizationException.class);
        }
    }
}
