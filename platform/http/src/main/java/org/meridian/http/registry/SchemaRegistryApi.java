package org.meridian.http.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.SchemaLock.LockedSchema;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * The schemas that this node knows, under the read paths of Confluent's Schema Registry, version 1 of its HTTP interface, so
 * that any client of it reads the topics. Nothing is registered here: schemas come with a release.
 */
@RestController
public final class SchemaRegistryApi {

    private static final int UNKNOWN_SUBJECT = 40401;
    private static final int UNKNOWN_VERSION = 40402;
    private static final int UNKNOWN_SCHEMA = 40403;
    private static final int NOT_ACCEPTED = 42201;
    private static final int INVALID_VERSION = 42202;

    /** Released schemas nest five levels deep. */
    private static final int MAX_DEPTH = 64;
    private static final int TIMES_THE_LONGEST = 10;
    /** As Avro reads schemas: with comments. */
    private static final JsonFactory JSON = JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build()).build();

    private final SchemaLock lock;
    private final PeerSchemas peers;
    private final int longest;

    public SchemaRegistryApi(SchemaLock lock, PeerSchemas peers) {
        this.lock = lock;
        this.peers = peers;
        this.longest = TIMES_THE_LONGEST
                * lock.schemas().values().stream().mapToInt(it -> it.text().length()).max().orElse(0);
    }

    record Text(String schema) {}

    record SubjectVersion(String subject, int version) {}

    record Registered(String subject, int id, int version, String schema) {}

    /** What a client sends to look a schema up; the rest of what it may send says nothing about Avro schemas. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Asked(@Nullable String schema) {}

    @GetMapping("/schemas/types")
    List<String> types() {
        return List.of("AVRO");
    }

    @GetMapping("/schemas/ids/{id}")
    Text schema(@PathVariable int id) {
        return new Text(text(id));
    }

    /** The bare schema, which is JSON itself; bytes, so that nobody puts it in quotes. */
    @GetMapping("/schemas/ids/{id}/schema")
    byte[] schemaAlone(@PathVariable int id) {
        return bytes(text(id));
    }

    @GetMapping("/schemas/ids/{id}/subjects")
    List<String> subjectsOf(@PathVariable int id) {
        return uses(id).stream().map(SubjectVersion::subject).toList();
    }

    @GetMapping("/schemas/ids/{id}/versions")
    List<SubjectVersion> versionsOf(@PathVariable int id) {
        return uses(id);
    }

    @GetMapping("/subjects")
    Set<String> subjects() {
        return lock.subjects();
    }

    @GetMapping("/subjects/{subject}/versions")
    Set<Integer> versions(@PathVariable String subject) {
        return known(subject).keySet();
    }

    @GetMapping("/subjects/{subject}/versions/{version}")
    Registered version(@PathVariable String subject, @PathVariable String version) {
        SortedMap<Integer, Integer> versions = known(subject);
        int wanted = number(version, versions.lastKey());
        Integer id = versions.get(wanted);
        if (id == null) {
            throw new Problem(UNKNOWN_VERSION, "Version " + wanted + " not found.");
        }
        return new Registered(subject, id, wanted, text(id));
    }

    @GetMapping("/subjects/{subject}/versions/{version}/schema")
    byte[] versionAlone(@PathVariable String subject, @PathVariable String version) {
        return bytes(version(subject, version).schema());
    }

    @PostMapping("/subjects/{subject}")
    Registered lookUp(@PathVariable String subject, @RequestBody Asked asked) {
        SortedMap<Integer, Integer> versions = known(subject);
        int id = find(subject, asked).orElseThrow(() -> new Problem(UNKNOWN_SCHEMA, "Schema not found"));
        int version = versions.entrySet().stream().filter(it -> it.getValue() == id).mapToInt(Map.Entry::getKey).max()
                .orElseThrow();
        return new Registered(subject, id, version, text(id));
    }

    /** A client that registers what is there already gets its id; whatever else it brings is refused. */
    @PostMapping("/subjects/{subject}/versions")
    Map<String, Integer> register(@PathVariable String subject, @RequestBody Asked asked) {
        int id = find(subject, asked).orElseThrow(() -> new Problem(NOT_ACCEPTED,
                "This registry is read-only: the schemas"
                        + " of " + subject
                        + " are those of this node's release. Set auto.register.schemas=false, or upgrade."));
        return Map.of("id", id);
    }

    @GetMapping({"/config", "/config/{subject}"})
    Map<String, String> config() {
        return Map.of("compatibilityLevel", "FULL");
    }

    /** Newer clients ask which subject belongs to a topic before they fall back on the strategy that they were given. */
    @GetMapping({"/associations", "/associations/**"})
    List<Object> associations() {
        throw new Problem(UNKNOWN_SCHEMA, "There are no associations here; subjects are <topic>-<record's full name>.");
    }

    /** A problem in Confluent's shape; the code's first three digits are the HTTP status. */
    private static final class Problem extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int code;

        Problem(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> problem(Problem problem) {
        return ResponseEntity.status(problem.code / 100)
                .body(Map.of("error_code", problem.code, "message", String.valueOf(problem.getMessage())));
    }

    private String text(int id) {
        return lock.schema(id).map(LockedSchema::text).or(() -> peers.unanimous(id).map(Object::toString))
                .orElseThrow(() -> new Problem(UNKNOWN_SCHEMA, "Schema " + id + " not found"));
    }

    private List<SubjectVersion> uses(int id) {
        text(id);
        var uses = new ArrayList<SubjectVersion>();
        for (String subject : lock.subjects()) {
            lock.versions(subject).forEach((version, used) -> {
                if (used == id) {
                    uses.add(new SubjectVersion(subject, version));
                }
            });
        }
        return uses;
    }

    private SortedMap<Integer, Integer> known(String subject) {
        SortedMap<Integer, Integer> versions = lock.versions(subject);
        if (versions.isEmpty()) {
            throw new Problem(UNKNOWN_SUBJECT, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    private OptionalInt find(String subject, Asked asked) {
        if (asked.schema() == null) {
            throw new Problem(NOT_ACCEPTED, "Send {\"schema\": …}.");
        }
        if (asked.schema().length() > longest) {
            throw new Problem(NOT_ACCEPTED, "A schema here has at most " + longest + " characters.");
        }
        try {
            checkDepth(asked.schema());
            return lock.find(subject, asked.schema());
        } catch (RuntimeException | StackOverflowError e) {
            // Avro's parser stumbles in many ways, and records that name one another nest deeper than their text does.
            String why = e instanceof AvroRuntimeException || e instanceof JacksonException ? e.getMessage() : null;
            throw new Problem(NOT_ACCEPTED, "Not an Avro schema" + (why == null ? "." : ": " + why));
        }
    }

    /** Before it is parsed, which takes stack for every level. */
    private static void checkDepth(String schema) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), schema)) {
            while (json.nextToken() != null) {
                // The parser itself counts the levels.
            }
        }
    }

    private static int number(String version, int latest) {
        if (version.equals("latest") || version.equals("-1")) {
            return latest;
        }
        try {
            int number = Integer.parseInt(version);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for other numbers that are no version.
        }
        throw new Problem(INVALID_VERSION, "The version '" + version + "' is neither 'latest' nor a number from 1.");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
