package org.meridian.operator.distributed;

import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ReaderSettings;
import org.meridian.operator.links.ConnectAway;
import org.meridian.operator.links.RestConnect;
import org.meridian.process.Retry;
import org.meridian.process.settings.NodeSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings Kafka and the links into line with the configuration at the start: Kafka lets in the peers and readers that it names
 * and nobody else, and no link stays from a country that is no longer a peer. It tries until both are done, and logs each outage once.
 */
final class KafkaAccessSetup implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaAccessSetup.class);

    private final NodeSettings node;
    private final ReaderSettings readers;
    private final String replaySecret;
    private final RestConnect connect;
    private volatile @Nullable String clusterId;
    private volatile boolean granted;
    private @Nullable Thread thread;

    KafkaAccessSetup(NodeSettings node, ReaderSettings readers, OperatorSettings settings, RestConnect connect) {
        this.node = node;
        this.readers = readers;
        this.replaySecret = settings.replaySecret();
        this.connect = connect;
    }

    /** Null until Kafka has answered once. */
    @Nullable
    String clusterId() {
        return clusterId;
    }

    /** Whether Kafka knows whom it lets in. */
    boolean isGranted() {
        return granted;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("kafka-access-setup").start(this::run);
    }

    private void run() {
        try {
            retry("Who may read cannot be set up in Kafka").untilItWorks(this::grant);
            granted = true;
            LOG.info("Kafka lets in the links of {} and the readers {}", node.peerAliases(), readers.readers());
            retry("The links cannot be put in order").untilItWorks(() -> connect.removeAllBut(node.peerAliases()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Retry retry(String complaint) {
        return new Retry(complaint, LOG, e -> e instanceof ExecutionException || e instanceof KafkaException
                || e instanceof ConnectAway || e instanceof IllegalStateException);
    }

    private void grant() throws InterruptedException, ExecutionException {
        var client = new HashMap<>(node.kafkaClient());
        client.put("request.timeout.ms", 10_000);
        client.put("default.api.timeout.ms", 10_000);
        Admin admin = Admin.create(client);
        try {
            clusterId = admin.describeCluster().clusterId().get();
            new PeerAccess(admin).grant(node, readers, replaySecret);
        } finally {
            admin.close(Duration.ZERO); // waits for no answer of a broker that is away
        }
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null && thread.isAlive();
    }
}
