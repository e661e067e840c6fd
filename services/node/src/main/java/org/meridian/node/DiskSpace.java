package org.meridian.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.meridian.process.Worker;
import org.meridian.process.WritingStop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.unit.DataSize;

/**
 * Looks how much is free on the node's disk: where it gets little, first nothing more comes from other countries, then nothing is
 * written any more. Both go on when a tenth more is free again.
 */
final class DiskSpace implements SmartLifecycle, WritingStop {

    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final EmbeddedSettings settings;
    private final Consumer<@Nullable String> links;
    private final LongSupplier free;
    private final Worker worker = new Worker("disk-space", INTERVAL, this::look);
    private boolean linksWait;
    private volatile boolean full;

    /** @param links are given the reason why they wait, and null when there is none any more */
    DiskSpace(EmbeddedSettings settings, Consumer<@Nullable String> links) {
        this(settings, links, () -> usable(settings.data()));
    }

    DiskSpace(EmbeddedSettings settings, Consumer<@Nullable String> links, LongSupplier free) {
        this.settings = settings;
        this.links = links;
        this.free = free;
    }

    private static long usable(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In bytes. */
    long free() {
        return free.getAsLong();
    }

    void look() {
        long now = free();
        boolean wait = isShort(linksWait, now, settings.spaceForLinks());
        if (wait != linksWait) {
            linksWait = wait;
            links.accept(wait ? whyLinksWait() : null);
            tell("links to other countries", wait, now);
        }
        boolean stop = isShort(full, now, settings.spaceForWriting());
        if (stop != full) {
            full = stop;
            tell("writing", stop, now);
        }
    }

    private static boolean isShort(boolean before, long free, DataSize least) {
        return free < (before ? least.toBytes() / 10 * 11 : least.toBytes());
    }

    private @Nullable String whyLinksWait() {
        return "it waits, since less than " + settings.spaceForLinks().toMegabytes() + " MB are free on the disk under "
                + settings.data()
                + " (meridian.embedded.space-for-links)";
    }

    private void tell(String what, boolean stopped, long free) {
        if (stopped) {
            LOG.error("{} MB are free on the disk under {}: {} stopped until there is more", free >> 20,
                    settings.data(),
                    what);
        } else {
            LOG.info("{} MB are free on the disk under {} again: {} go on", free >> 20, settings.data(), what);
        }
    }

    @Override
    public Optional<String> reason() {
        return full
                ? Optional.of(
                        "This node has no room to keep anything new at the moment. Nothing of what is there is lost;"
                                + " those who run the node have been told. Try again later.")
                : Optional.empty();
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }
}
