package org.meridian.replay.exporting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.facts.FactSources;
import org.meridian.replay.ordering.Sorter;
import org.meridian.replay.output.CsvLines;
import org.meridian.replay.output.DuckDb;
import org.meridian.replay.output.JsonLines;
import org.meridian.replay.output.Lines;
import org.meridian.replay.output.TextFile;
import org.meridian.replay.privacy.PseudonymKey;
import org.meridian.replay.privacy.Pseudonyms;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.source.Announcements;
import org.meridian.replay.source.Census;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.source.Facts;
import org.meridian.replay.source.Plan;
import org.meridian.replay.source.Selection;

/** Makes an export, or continues an unfinished one in the same folder. */
public final class Export {

    /** What a program that does nothing else has for each of the two buffers. */
    public static final int BUFFER_BYTES = 48 << 20;
    private static final int PIECE = 1 << 17;

    /**
     * How to replay, none of which changes a byte of the result.
     *
     * @param speed             how many times the original speed; 0 for as fast as possible
     * @param maxGapSeconds     the longest wait between two facts
     * @param keys              the folder in which the keys of exports are kept, for continuing and verifying
     * @param bufferBytes       for each of the two buffers in which facts are sorted
     * @param progress          is told once a second
     */
    public record Options(double speed, int maxGapSeconds, Path keys, int bufferBytes,
            Consumer<Progress.Step> progress) {}

    private final Cluster cluster;
    private final Options options;

    public Export(Cluster cluster, Options options) {
        this.cluster = cluster;
        this.options = options;
    }

    /**
     * Exports into a folder. If the folder holds an unfinished export of the same request, that one is continued.
     *
     * @param key null for a fresh one, or for that of the unfinished export
     * @throws ReplayProblem when it cannot be finished; unless the problem names another way, the same call continues it
     */
    public Manifest into(Path folder, Request request, @Nullable PseudonymKey key) {
        request.selection().check();
        Path manifest = folder.resolve(Manifest.NAME);
        if (Files.exists(manifest)) {
            throw new ReplayProblem(folder + " holds a finished export: name another folder, or verify this one.");
        }
        Checkpoint checkpoint = checkpoint(folder, request, key);
        Manifest made = make(folder, checkpoint, keyOf(checkpoint, key));
        Json.write(manifest, made);
        delete(folder.resolve(Checkpoint.NAME));
        return made;
    }

    /** The checkpoint of the unfinished export, or a new one, which is written before anything else. */
    private Checkpoint checkpoint(Path folder, Request request, @Nullable PseudonymKey key) {
        Path file = folder.resolve(Checkpoint.NAME);
        if (Files.exists(file)) {
            Checkpoint found = Json.read(file, Checkpoint.class);
            boolean same = found.tool().equals(Manifest.program())
                    && found.request().equals(hidden(request, keyOf(found, key)))
                    && (key == null || found.key().equals(key.fingerprint()));
            if (!same) {
                throw new ReplayProblem(folder + " holds an unfinished export of another selection, format, key or"
                        + " release: repeat its command to go on, or name another folder.");
            }
            found.plan().check(cluster);
            return found;
        }
        createFolder(folder);
        PseudonymKey used = key == null ? PseudonymKey.fresh() : key;
        used.keepIn(options.keys());
        Plan plan = Plan.of(cluster, request.selection());
        Checkpoint first = new Checkpoint(Manifest.program(), hidden(request, used), used.fingerprint(), plan,
                new TextFile.Position(0, 0, ""));
        Json.write(file, first);
        return first;
    }

    private PseudonymKey keyOf(Checkpoint checkpoint, @Nullable PseudonymKey key) {
        return key == null ? keptKey(checkpoint.key()) : key;
    }

    private PseudonymKey keptKey(String fingerprint) {
        return keptKey(options.keys(), fingerprint);
    }

    static PseudonymKey keptKey(Path keys, String fingerprint) {
        Path file = keys.resolve(fingerprint);
        if (!Files.exists(file)) {
            throw new ReplayProblem("The key " + fingerprint + " of this export is not in " + keys
                    + ": name its file with --key.");
        }
        return PseudonymKey.in(file);
    }

    /** The request with pseudonyms for the ids of groups: manifest and checkpoint must not show which groups they are. */
    private static Request hidden(Request request, PseudonymKey key) {
        Pseudonyms pseudonyms = new Pseudonyms(key, Set.of(), Set.of());
        Set<String> groups = new HashSet<>();
        request.selection().groups().forEach(id -> groups.add(isPseudonym(id) ? id : pseudonyms.ofAny(id)));
        return new Request(request.selection().with(groups), request.format(), request.withContent());
    }

    private static boolean isPseudonym(String id) {
        return id.matches("[a-z][a-z0-9]*-[0-9a-f]{24}");
    }

    /** Writes the files of a request over the offsets of a plan. */
    Manifest make(Path folder, Checkpoint checkpoint, PseudonymKey key) {
        Request request = checkpoint.request();
        Plan plan = checkpoint.plan();
        Census census = Census.of(cluster, plan.members());
        Pseudonyms pseudonyms = new Pseudonyms(key, census.largeGroups(), census.smallGroups());
        check(request.selection(), census, pseudonyms);
        if (request.withContent()) {
            pseudonyms.remember();
        }
        FactSources factSources = new FactSources(Announcements.read(cluster));
        List<Manifest.File> files = new ArrayList<>();
        Facts.Counts counts;
        try (Facts facts = new Facts(plan.facts(), request.selection(), factSources, pseudonyms,
                options.bufferBytes(), Sorter.temporary())) {
            Progress.during("read", facts::readSoFar, Plan.records(plan.facts()),
                    options.progress(), () -> facts.readAll(cluster));
            files.add(write(folder, checkpoint, facts, factSources));
            counts = facts.counts();
        }
        if (request.withContent()) {
            files.add(new ContentFile(cluster, pseudonyms).write(folder));
        }
        return new Manifest(Manifest.program(), request, key.fingerprint(), Census.MIN_MEMBERS, Manifest.ORDER, plan,
                counts,
                List.copyOf(files));
    }

    /** Refuses a selection of a small group: an export of it alone would show that it is small, and which group it is. */
    private static void check(Selection selection, Census census, Pseudonyms pseudonyms) {
        Set<String> shown = new HashSet<>();
        census.largeGroups().forEach(id -> shown.add(pseudonyms.ofAny(id)));
        for (String group : selection.groups()) {
            if (!shown.contains(group)) {
                throw new ReplayProblem("There is no group " + group + " with " + Census.MIN_MEMBERS
                        + " members or more: smaller ones are only exported together, as other.");
            }
        }
    }

    private Manifest.File write(Path folder, Checkpoint checkpoint, Facts facts, FactSources factSources) {
        Format format = checkpoint.request().format();
        Path file = folder.resolve(format.file());
        switch (format) {
            case NDJSON -> {
                return writeLines(file, folder, checkpoint, facts, new JsonLines(factSources.columns(), piece()));
            }
            case CSV -> {
                return writeLines(file, folder, checkpoint, facts, new CsvLines(factSources.columns(), piece()));
            }
            case PARQUET -> {
                delete(file);
                DuckDb.writeParquet(file, factSources, facts::next);
            }
            case DUCKDB -> {
                delete(file);
                DuckDb.writeDatabase(file, factSources, facts::next);
            }
        }
        return described(file, facts.counts().exported());
    }

    private Manifest.File writeLines(Path file, Path folder, Checkpoint checkpoint, Facts facts, Lines lines) {
        Path saved = folder.resolve(Checkpoint.NAME);
        try (TextFile out = TextFile.open(file, checkpoint.position(),
                position -> Json.write(saved, checkpoint.at(position)))) {
            long already = out.position().records();
            Progress.during("wrote", () -> out.position().records(), facts.sorted(),
                    options.progress(), () -> copy(facts, lines, out, already));
            TextFile.Position end = out.finish();
            return new Manifest.File(String.valueOf(file.getFileName()), end.records(), end.bytes(), end.sha256());
        }
    }

    /** Writes all facts but the first ones, which the file already has. */
    private void copy(Facts facts, Lines lines, TextFile out, long already) {
        Pace pace = new Pace(options.speed(), TimeUnit.SECONDS.toNanos(options.maxGapSeconds()), System.nanoTime());
        long given = 0;
        while (given < already && facts.next(lines.sink())) {
            given++;
            if (lines.length() > piece()) {
                lines.clear();
            }
        }
        lines.clear();
        if (out.position().bytes() == 0) {
            out.write(ByteBuffer.wrap(lines.header()), 0);
        }
        while (facts.next(lines.sink())) {
            long wait = pace.waitFor(facts.time(), System.nanoTime());
            given++;
            if (lines.length() > piece()) {
                sleep(wait);
                out.write(lines.take(), given);
            }
        }
        out.write(lines.take(), given);
    }

    /** How many bytes are written at a time; a paced fact is written as soon as it is due. */
    private int piece() {
        return options.speed() == 0 ? PIECE : 1;
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayProblem("The replay was interrupted; the same command again goes on from here.", e);
        }
    }

    /** Writes facts as NDJSON to standard output, without a manifest, and without a checkpoint from which to continue. */
    public void toStandardOutput(Selection selection, PseudonymKey key) {
        selection.check();
        Request request = hidden(new Request(selection, Format.NDJSON, false), key);
        Plan plan = Plan.of(cluster, request.selection());
        Census census = Census.of(cluster, plan.members());
        Pseudonyms pseudonyms = new Pseudonyms(key, census.largeGroups(), census.smallGroups());
        check(request.selection(), census, pseudonyms);
        FactSources factSources = new FactSources(Announcements.read(cluster));
        try (Facts facts = new Facts(plan.facts(), request.selection(), factSources, pseudonyms,
                options.bufferBytes(), Sorter.temporary()); TextFile out = TextFile.standardOutput()) {
            facts.readAll(cluster);
            copy(facts, new JsonLines(factSources.columns(), piece()), out, 0);
            out.finish();
        }
    }

    static Manifest.File described(Path file, long records) {
        try {
            return new Manifest.File(String.valueOf(file.getFileName()), records, Files.size(file),
                    TextFile.sha256(file));
        } catch (IOException e) {
            throw new ReplayProblem(file + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new ReplayProblem(folder + " is not empty: name a new folder.");
                }
            }
        } catch (IOException e) {
            throw new ReplayProblem("The folder " + folder + " cannot be made (" + e.getMessage()
                    + "): name another one or give the right to write.", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ReplayProblem("Cannot delete " + file + " (" + e.getMessage() + ").", e);
        }
    }
}
