package org.meridian.flows;

import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    @ParameterizedTest
    @MethodSource("org.meridian.testing.ForbiddenCalls#ofPeers")
    void everyAdminCallIsRefused(Function<Admin, KafkaFuture<?>> call) {
        fence().refuses(call);
    }
}
