package org.meridian.replay.command;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.exporting.Export;
import org.meridian.replay.privacy.PseudonymKey;
import org.meridian.replay.source.Cluster;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an export and its repetition share: the node, and the key of its pseudonyms. */
final class ExportOptions {

    @Option(names = "--node", paramLabel = "A", description = "The node whose Kafka is read: by default the first of the network that runs, or that of the"
            + " manifest.")
    @Nullable
    String node;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--key", paramLabel = "FILE", description = "The key of the pseudonyms, made when there is no such file. By default a fresh one, or"
            + " that of the export that is continued or verified.")
    private @Nullable Path key;

    @Option(names = "--keys", paramLabel = "DIR", description = "Where copies of keys are kept for continuing and verifying: data/replay-keys by default.")
    private @Nullable Path keys;

    @Option(names = "--quiet", description = "Says nothing while it works.")
    private boolean quiet;

    Cluster cluster(Installation here, String alias) {
        Map<String, Object> client = kafka.client(here, alias, "replay", "kafka/replay-secret");
        return new Cluster(alias, client);
    }

    @Nullable
    PseudonymKey key() {
        return key == null ? null : PseudonymKey.in(key);
    }

    Export.Options exporting(Installation here, double speed, int maxGapSeconds) {
        return new Export.Options(speed, maxGapSeconds, keys == null ? here.keys() : keys, Export.BUFFER_BYTES,
                quiet ? step -> {} : step -> System.err.println(step.line()));
    }
}
