package org.meridian.replay.keeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.IdempotencyKeys;
import org.meridian.process.Worker;
import org.meridian.process.settings.NodeSettings;
import org.meridian.replay.exporting.Export;
import org.meridian.replay.exporting.Manifest;
import org.meridian.replay.exporting.Progress;
import org.meridian.replay.exporting.Request;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.source.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.unit.DataSize;

/**
 * Makes exports one after the other, keeps each for a day after it has ended, and all of them within their space. One that the
 * end of the process interrupts goes on with the next. While another process has the folder, this one makes none.
 */
public final class Replays implements SmartLifecycle {

    static final Duration KEPT = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    /** For each of two, in a process that does other things too. */
    private static final int BUFFER_BYTES = 8 << 20;
    private static final int MOST_UNDER_WAY = 5;
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** One of this process. */
    private static final class Current {

        private volatile Kept kept;
        private volatile Progress.@Nullable Step progress;
        private volatile @Nullable String whyStopped;
        private volatile @Nullable Future<?> work;

        Current(Kept kept) {
            this.kept = kept;
        }
    }

    /** @param progress null unless it is being made */
    record Seen(Kept kept, Progress.@Nullable Step progress) {}

    private final Cluster cluster;
    private final ReplayFolder folder;
    private final DataSize space;
    private final Clock clock;
    private final Map<String, Current> all = new ConcurrentHashMap<>();
    private final Worker watch = new Worker("replays-watch", LOOK, this::look);
    private @Nullable ExecutorService maker;
    private volatile boolean running;
    /** Whether the folder is this process's. */
    private volatile boolean mine;
    private @Nullable String whyNotMine;

    @Autowired
    Replays(Cluster cluster, NodeSettings node, ReplaysSettings settings) {
        this(cluster, settings.folderOf(node.node()), settings.space(), Clock.systemUTC());
    }

    Replays(Cluster cluster, Path folder, DataSize space, Clock clock) {
        this.cluster = cluster;
        this.folder = new ReplayFolder(folder);
        this.space = space;
        this.clock = clock;
    }

    /**
     * @param key what the request was sent with, so that sent twice it makes one
     * @throws Refusal while others wait already, or take all the space
     */
    synchronized Kept ask(String owner, Request request, @Nullable String key) {
        requireFolder();
        Optional<Kept> before = all.values().stream().map(it -> it.kept)
                .filter(it -> key != null && it.owner().equals(owner) && key.equals(it.key())).findFirst();
        if (before.isPresent()) {
            return IdempotencyKeys.same(before.get(), before.get().request().equals(request));
        }
        if (all.values().stream().filter(it -> it.kept.isUnderWay()).count() >= MOST_UNDER_WAY) {
            throw Refusal.of(Refusal.Kind.TOO_MANY, "busy",
                    "Other replays are waiting already. Try again when one of them is done.");
        }
        if (folder.bytes() >= space.toBytes()) {
            throw Refusal.of(Refusal.Kind.TOO_MANY, "no-space",
                    "The replays that are kept here take all of their space. Delete one, or wait until one is a day old.");
        }
        Kept asked = Kept.asked(UUID.randomUUID().toString(), owner, request, key, clock.instant());
        folder.save(asked);
        submit(asked);
        return asked;
    }

    private void submit(Kept kept) {
        Current current = new Current(kept);
        all.put(kept.id(), current);
        if (maker != null) {
            current.work = maker.submit(() -> make(current));
        }
    }

    private void requireFolder() {
        if (!mine) {
            throw Refusal.unavailable("replays-elsewhere", "Another process of this node has the folder of the replays,"
                    + " or it cannot be written: try again later, and tell the operator, whose log says which.");
        }
    }

    /** The newest first. */
    List<Seen> of(String owner) {
        requireFolder();
        return all.values().stream().map(it -> new Seen(it.kept, it.progress))
                .filter(it -> it.kept().owner().equals(owner))
                .sorted(Comparator.comparing((Seen it) -> it.kept().askedAt()).reversed()).toList();
    }

    /** @throws Refusal for what is missing, or somebody else's */
    Seen find(String id, String owner) {
        requireFolder();
        return Optional.ofNullable(all.get(id)).map(it -> new Seen(it.kept, it.progress))
                .filter(it -> it.kept().owner().equals(owner)).orElseThrow(() -> Refusal.notFound("replay"));
    }

    /** @throws Refusal for a file that this export does not have */
    Path file(String id, String owner, String name) {
        Kept kept = find(id, owner).kept();
        boolean has = kept.state() == Kept.State.DONE && (name.equals(Manifest.NAME)
                || kept.files().stream().anyMatch(file -> file.name().equals(name)));
        Path file = folder.export(kept.id()).resolve(has ? name : Manifest.NAME);
        if (!has || !Files.isRegularFile(file)) {
            throw Refusal.notFound("file");
        }
        return file;
    }

    /** Stops it if it is under way, and deletes its files. */
    void delete(String id, String owner) {
        find(id, owner);
        Current gone = all.remove(id);
        if (gone != null) {
            stop(gone, "it was deleted");
            folder.delete(id); // what is still written to it goes when its making ends
        }
    }

    private static void stop(Current current, String why) {
        current.whyStopped = why;
        Future<?> work = current.work;
        if (work != null) {
            work.cancel(true);
        }
    }

    private void make(Current current) {
        Kept kept = current.kept;
        try {
            if (all.containsKey(kept.id())) {
                change(current, kept.running());
                Path out = folder.export(kept.id());
                var options = new Export.Options(0, 0, folder.keys(kept.id()), BUFFER_BYTES,
                        step -> current.progress = step);
                Manifest made = new Export(cluster, options).into(out, kept.request(), null);
                change(current, kept.done(made.files(), clock.instant()));
            }
        } catch (ReplayProblem e) {
            end(current, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            if (running && current.whyStopped == null) {
                LOG.error("A replay fails for no reason that is known", e);
            }
            end(current, "Something went wrong on the node and was logged. Try again; tell the operator if it stays.");
        } finally {
            current.progress = null;
            Thread.interrupted(); // the next one begins without it
            if (!all.containsKey(kept.id())) {
                folder.delete(kept.id());
            }
        }
    }

    /** What the process's end has interrupted stays as it is, and goes on with the next one. */
    private void end(Current current, String problem) {
        String why = current.whyStopped;
        if (running && all.containsKey(current.kept.id())) {
            folder.deleteFiles(current.kept.id()); // first: it may be the space for its state that is missing
            change(current, current.kept.failed(why == null ? problem : why, clock.instant()));
        }
    }

    private void change(Current current, Kept to) {
        current.kept = to;
        folder.save(to);
    }

    /** Deletes what is a day old, and stops what has grown out of its space. */
    void look() {
        takeOver();
        Instant dayBefore = clock.instant().minus(KEPT);
        all.values().stream().map(it -> it.kept).filter(it -> it.endedAt() != null && it.endedAt().isBefore(dayBefore))
                .forEach(old -> {
                    all.remove(old.id());
                    folder.delete(old.id());
                });
        all.values().stream().filter(it -> it.kept.state() == Kept.State.RUNNING).findFirst()
                .filter(it -> folder.bytes() > space.toBytes())
                .ifPresent(it -> stop(it,
                        "With it, the replays that are kept here would take more than " + space.toMegabytes()
                                + " MB: choose less, or delete others."));
    }

    @Override
    public synchronized void start() {
        running = true;
        maker = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("replays").factory());
        takeOver();
        watch.start();
    }

    private synchronized void takeOver() {
        if (mine || !running || !takesFolder()) {
            return;
        }
        for (Kept kept : folder.load()) {
            if (kept.isUnderWay()) {
                submit(kept);
            } else {
                all.put(kept.id(), new Current(kept));
            }
        }
        mine = true;
    }

    private boolean takesFolder() {
        String why;
        try {
            if (folder.take()) {
                whyNotMine = null;
                return true;
            }
            why = "another process has it. Each needs a folder of its own: meridian.replays.folder";
        } catch (IOException e) {
            why = "it cannot be written: " + e.getMessage();
        }
        if (!why.equals(whyNotMine)) {
            whyNotMine = why;
            LOG.warn("No replays are made here while {} is not to be had, for {}", folder, why);
        }
        return false;
    }

    @Override
    public void stop() {
        running = false;
        watch.stop(); // which may be waiting to take the folder over
        end();
    }

    private synchronized void end() {
        if (maker != null) {
            maker.shutdownNow();
            try {
                maker.awaitTermination(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            maker = null;
        }
        all.clear();
        if (mine) {
            mine = false;
            folder.release();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
