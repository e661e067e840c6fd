package org.meridian.node.broker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when Kafka wants to end the process: it is logged in one sentence and reported to the node, which closes its
 * parts and ends. Kafka's own way is to halt without a word.
 */
final class Faults {
    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    private Faults() {}

    static void reportTo(Consumer<String> node) {
        var reported = new AtomicBoolean();
        Exit.Procedure procedure = (status, message) -> {
            if (reported.getAndSet(true)) {
                return;
            }
            var sentence = "Kafka met a fault that it cannot go on from (status " + status
                    + (message == null ? "" : ", " + message)
                    + "); the errors logged before this say which, a full disk for one.";
            log.error("{}", sentence);
            // On a thread of its own: the node will wait for Kafka's threads, and this is one of them.
            Thread.ofPlatform().name("kafka-fault").start(() -> node.accept(sentence));
        };
        Exit.setExitProcedure(procedure);
        Exit.setHaltProcedure(procedure);
    }
}
