package org.meridian.replay.exporting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.output.DuckDb;
import org.meridian.replay.output.TextFile;
import org.meridian.replay.privacy.PseudonymKey;
import org.meridian.replay.privacy.Pseudonyms;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.source.Plan;

/** Repeats an export over the offsets of its manifest, and says what is not as it was. */
public final class Verify {

    /**
     * @param differences a sentence each; empty when everything is as it was
     * @param withdrawn   pseudonyms of posts and replies that were taken back since, whose facts stay
     */
    public record Result(List<String> differences, Set<String> withdrawn) {}

    private final Cluster cluster;
    private final Export.Options options;

    public Verify(Cluster cluster, Export.Options options) {
        this.cluster = cluster;
        this.options = options;
    }

    /** @param key null for the one that was kept when the export was made */
    public Result check(Path folder, @Nullable PseudonymKey key) {
        Manifest manifest = Manifest.in(folder);
        PseudonymKey used = key == null ? Export.keptKey(options.keys(), manifest.key()) : key;
        if (!used.fingerprint().equals(manifest.key())) {
            throw new ReplayProblem("This is not the key of the export, which is " + manifest.key() + ".");
        }
        if (!manifest.plan().node().equals(cluster.node())) {
            throw new ReplayProblem("The export was made from the node " + manifest.plan().node() + ", not from "
                    + cluster.node() + ": name it with --node.");
        }
        List<String> differences = new ArrayList<>(changedFiles(folder, manifest));
        manifest.plan().check(cluster);
        Set<String> withdrawn = withdrawnSince(manifest.plan(), used);
        Path again = temporaryFolder();
        try {
            Manifest repeated = new Export(cluster, options).make(again, new Checkpoint(manifest.tool(),
                    manifest.request(), manifest.key(), manifest.plan(), new TextFile.Position(0, 0, "")), used);
            for (Manifest.File file : manifest.files()) {
                differences.addAll(compare(folder, again, file, repeated));
            }
        } finally {
            delete(again);
        }
        return new Result(List.copyOf(differences), withdrawn);
    }

    private static List<String> changedFiles(Path folder, Manifest manifest) {
        List<String> changed = new ArrayList<>();
        for (Manifest.File file : manifest.files()) {
            Path path = folder.resolve(file.name());
            if (!Files.exists(path)) {
                changed.add(file.name() + " is missing.");
            } else if (!Export.described(path, file.records()).sha256().equals(file.sha256())) {
                changed.add(file.name() + " was changed after it was exported: its SHA-256 is another.");
            }
        }
        return changed;
    }

    private List<String> compare(Path folder, Path again, Manifest.File file, Manifest repeated) {
        Manifest.File other = repeated.files().stream().filter(it -> it.name().equals(file.name())).findFirst()
                .orElseThrow();
        if (file.sha256().equals(other.sha256())
                || file.name().equals(ContentFile.FILE) && !Files.exists(folder.resolve(
                        file.name()))) {
            return List.of();
        }
        if (file.name().equals(Format.DUCKDB.file())) {
            return sameRows(folder.resolve(file.name()), again.resolve(file.name()))
                    ? List.of()
                    : List.of(file.name() + " has other rows than a repetition.");
        }
        String counts = file.name() + " had " + file.records() + " records, and a repetition has " + other.records();
        return file.name().equals(ContentFile.FILE)
                ? List.of(counts + ": taken back or changed since: "
                        + String.join(", ", gone(folder.resolve(file.name()), again.resolve(file.name()))) + ".")
                : List.of(counts + ", of other bytes.");
    }

    /** The ids whose lines are not in the repetition. */
    private static Set<String> gone(Path before, Path now) {
        try {
            Set<String> lines = new HashSet<>(Files.readAllLines(now));
            Set<String> ids = new TreeSet<>();
            for (String line : Files.readAllLines(before)) {
                if (!lines.contains(line)) {
                    int id = line.indexOf("\"id\":\"") + 6;
                    ids.add(line.substring(id, Math.max(id, line.indexOf('"', id))));
                }
            }
            return ids;
        } catch (IOException e) {
            throw new ReplayProblem(before + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /** Two database files of the same rows differ, because each holds a random number; so the rows are compared. */
    private static boolean sameRows(Path one, Path other) {
        try (var connection = DuckDb.connect(); var sql = connection.createStatement()) {
            sql.execute("ATTACH '" + DuckDb.quoted(one) + "' AS one (READ_ONLY)");
            sql.execute("ATTACH '" + DuckDb.quoted(other) + "' AS other (READ_ONLY)");
            try (var row = sql.executeQuery("""
                    SELECT (SELECT count(*) FROM (FROM one.facts EXCEPT ALL FROM other.facts))
                         + (SELECT count(*) FROM (FROM other.facts EXCEPT ALL FROM one.facts))""")) {
                return row.next() && row.getLong(1) == 0;
            }
        } catch (SQLException e) {
            throw new ReplayProblem(one + " cannot be compared (" + e.getMessage() + ").", e);
        }
    }

    private Set<String> withdrawnSince(Plan plan, PseudonymKey key) {
        Set<String> withdrawn = new TreeSet<>();
        Pseudonyms pseudonyms = new Pseudonyms(key, Set.of(), Set.of());
        List<Plan.Source> since = ContentFile.posts(cluster).stream().flatMap(now -> plan.facts().stream()
                .filter(then -> then.name().equals(now.name())).map(then -> since(then, now))).toList();
        ContentFile.withdrawn(cluster, since).forEach(id -> withdrawn.add(pseudonyms.ofAny(id)));
        return withdrawn;
    }

    private static Plan.Source since(Plan.Source then, Plan.Source now) {
        List<Plan.Range> ranges = now.partitions().stream()
                .map(range -> new Plan.Range(range.partition(),
                        then.partitions().stream().filter(it -> it.partition() == range.partition())
                                .mapToLong(Plan.Range::end).findFirst().orElse(0),
                        range.end()))
                .toList();
        return new Plan.Source(now.name(), now.country(), now.topic(), now.id(), ranges);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("meridian-verify");
        } catch (IOException e) {
            throw new ReplayProblem("No folder for the repetition can be made (" + e.getMessage() + ").", e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new ReplayProblem("The repetition in " + folder + " cannot be deleted (" + e.getMessage() + ").", e);
        }
    }
}
