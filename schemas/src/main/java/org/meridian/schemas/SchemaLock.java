package org.meridian.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;

/** The released schemas and their ids, which mean the same in every country: {@code schemas.lock}, read and checked. */
public final class SchemaLock {
    static final String FILE = "schemas.lock";
    private static final String FOLDER = "/META-INF/meridian/";

    static {
        Trust.generatedClasses();
    }

    private static final SchemaLock ON_CLASS_PATH = read(SchemaLock::resource);

    private final SortedMap<Integer, LockedSchema> byId = new TreeMap<>();
    private final Map<String, LockedSchema> newest = new HashMap<>();
    private final SortedMap<String, SortedMap<Integer, Integer>> subjects = new TreeMap<>();

    /** A released schema: {@code version} counts from 1 for its record, {@code text} is what was frozen. */
    public record LockedSchema(int id, String fullName, int version, String text, Schema schema) {}

    private SchemaLock() {}

    public static SchemaLock onClassPath() {
        return ON_CLASS_PATH;
    }

    /**
     * Reads a lock whose files {@code textOf} gives by name; throws {@link IllegalStateException} with the line when a
     * frozen text has changed, ids are not 1, 2, 3 …, or lines contradict each other.
     */
    static SchemaLock read(UnaryOperator<String> textOf) {
        var lock = new SchemaLock();
        textOf.apply(FILE).lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> lock.add(line, textOf));
        return lock;
    }

    /** The id to write a record type with now; throws {@link IllegalArgumentException} for one never released. */
    public int idOf(String recordFullName) {
        return current(recordFullName).orElseThrow(() -> new IllegalArgumentException(
                recordFullName + " is not in schemas.lock: release it (schemas/README.md)")).id();
    }

    public Optional<LockedSchema> current(String recordFullName) {
        return Optional.ofNullable(newest.get(recordFullName));
    }

    public Optional<LockedSchema> schema(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All released schemas by id, lowest first. */
    public SortedMap<Integer, LockedSchema> schemas() {
        return Collections.unmodifiableSortedMap(byId);
    }

    /** The subjects as in the lock, {@code <topic's base>-<record full name>}, sorted; see {@link Topics#subject}. */
    public Set<String> subjects() {
        return Collections.unmodifiableSet(subjects.keySet());
    }

    /** A subject's versions, lowest first, and their ids; empty for an unknown one. Any country's spelling will do. */
    public SortedMap<Integer, Integer> versions(String subject) {
        return Collections.unmodifiableSortedMap(subjects.getOrDefault(canonical(subject), new TreeMap<>()));
    }

    /**
     * The id of a schema in a subject: the newest that says the same, documentation and {@code avro.java.string} aside,
     * so that generated classes find theirs. Throws {@link org.apache.avro.SchemaParseException} for what is no schema.
     */
    public OptionalInt find(String subject, String schemaText) {
        var asked = Sameness.of(schemaText);
        return versions(subject).values().stream().mapToInt(Integer::intValue)
                .filter(id -> asked.equals(Sameness.of(schema(id).orElseThrow().text())))
                .reduce((older, newer) -> newer);
    }

    static String fileOf(String recordFullName, int version) {
        return recordFullName + ".v" + version + ".avsc";
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(String line, UnaryOperator<String> textOf) {
        var parts = line.split(" ");
        check(parts.length == 4, "has not four parts", line);
        var id = Integer.parseInt(parts[0]);
        var version = Integer.parseInt(parts[1]);
        var fullName = parts[3].substring(parts[3].lastIndexOf('-') + 1);
        var text = textOf.apply(fileOf(fullName, version));
        check(sha256(text).equals(parts[2]), "does not have the hash of the frozen text, which must never change",
                line);
        var known = byId.get(id);
        if (known == null) {
            addNew(new LockedSchema(id, fullName, version, text, new Schema.Parser().parse(text)), line);
        } else {
            check(known.fullName().equals(fullName) && known.version() == version, "reuses the id of another", line);
        }
        var taken = subjects.computeIfAbsent(parts[3], subject -> new TreeMap<>()).put(version, id);
        check(taken == null, "repeats a version of its subject", line);
    }

    private void addNew(LockedSchema added, String line) {
        check(added.id() == byId.size() + 1, "skips an id", line);
        check(added.schema().getFullName().equals(added.fullName()), "names another record than its text", line);
        check(added.version() == current(added.fullName()).map(LockedSchema::version).orElse(0) + 1,
                "skips or repeats a version of its record", line);
        byId.put(added.id(), added);
        newest.put(added.fullName(), added);
    }

    private String canonical(String subject) {
        var dash = subject.lastIndexOf('-');
        if (dash < 0 || subjects.containsKey(subject)) {
            return subject;
        }
        try {
            return Topics.subject(subject.substring(0, dash), subject.substring(dash + 1));
        } catch (IllegalArgumentException e) {
            return subject;
        }
    }

    private static void check(boolean holds, String complaint, String line) {
        if (!holds) {
            throw new IllegalStateException("schemas.lock: this line " + complaint + ": " + line);
        }
    }

    private static String resource(String name) {
        try (var in = SchemaLock.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("Not on the class path: " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
