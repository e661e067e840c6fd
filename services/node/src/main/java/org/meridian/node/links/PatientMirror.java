package org.meridian.node.links;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.mirror.MirrorSourceConnector;
import org.apache.kafka.connect.mirror.MirrorSourceTask;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * MirrorMaker's connector, whose task fails when what the peer sends cannot be read. MirrorMaker's own tries again at once and for
 * ever, and writes into the log each time.
 */
public final class PatientMirror extends MirrorSourceConnector {

    @Override
    public Class<? extends Task> taskClass() {
        return PatientTask.class;
    }

    /** Public since Kafka Connect makes it. */
    public static final class PatientTask extends MirrorSourceTask {

        /** Where nothing comes, a poll waits for a second. */
        private static final Duration AT_ONCE = Duration.ofMillis(100);
        private static final int TRIES = 5;

        private int failures;

        @Override
        public @Nullable List<SourceRecord> poll() {
            long began = System.nanoTime();
            List<SourceRecord> records = super.poll();
            failures = records == null && System.nanoTime() - began < AT_ONCE.toNanos() ? failures + 1 : 0;
            if (failures >= TRIES) {
                throw new ConnectException("What the peer sends cannot be read: the log says why");
            }
            if (failures > 0) {
                rest();
            }
            return records;
        }

        private static void rest() {
            try {
                Thread.sleep(AT_ONCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
