package org.meridian.testing.planted.joining;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Writes to Kafka past the outbox, waits for a reactive type, and goes by the language of whoever starts it. */
public final class Shortcuts {

    private Shortcuts() {}

    public static void produce() {
        new KafkaProducer<byte[], byte[]>(Map.of()).close();
    }

    public static @Nullable String block() {
        return Mono.just("waited for").block();
    }

    public static void main(String[] arguments) {
        System.out.println(block());
    }
}
