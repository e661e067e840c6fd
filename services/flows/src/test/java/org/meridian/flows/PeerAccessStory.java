package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meridian.testing.ConnectionStorm;

/** What New Zealand's credentials open in the UK. */
@ExtendWith(SharedNetwork.class)
class PeerAccessStory {

    private final Network network;

    PeerAccessStory(Network network) {
        this.network = network;
    }

    /** Only while the network runs: Kafka's password is made at its first start. */
    private PeerFence fence() {
        return new PeerFence(network.uk().kafka(), network.uk().kafkaFor(network.nz()));
    }

    @Test
    void whatIsSharedAndWhatIsForNewZealandIsAllThatItSees() {
        fence().showsWhatIsSharedAndWhatIsForNewZealand();
    }

    @Test
    void everyOtherTopicIsRefused() {
        fence().refusesEveryOtherTopic();
    }

    @Test
    void everyWriteIsRefused() {
        fence().refusesEveryWrite();
    }

    @Test
    void aStormOfConnectionsLeavesPeoplesAnswersUnderASecond() {
        Member ada = network.uk().signsUp("Ada");
        String group = ada.founds("In the storm");
        try (var storm = new ConnectionStorm(network.uk().kafkaPeerPort())) {
            var answers = new ArrayList<Duration>();
            for (int i = 0; i < 20; i++) {
                long begin = System.nanoTime();
                ada.publishes(group, "Post " + i);
                ada.bodies(group);
                answers.add(Duration.ofNanos(System.nanoTime() - begin));
            }
            Collections.sort(answers);
            assertThat(answers.get(17)).as("nine of ten").isLessThan(Duration.ofSeconds(1));
            assertThat(storm.answered()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("org.meridian.testing.ForbiddenCalls#ofPeers")
    void everyAdminCallIsRefused(Function<Admin, KafkaFuture<?>> call) {
        fence().refuses(call);
    }
}
