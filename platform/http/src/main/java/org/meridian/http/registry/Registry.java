package org.meridian.http.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.SchemaLock.LockedSchema;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** The schemas that this node knows, as a registry's clients ask for them. There is one context, the default one. */
@Component
final class Registry {

    static final String CONTEXT = ".";

    private static final String IN_CONTEXT = ":.:";
    private static final String IN_ANY_CONTEXT = ":*:";
    /** Released schemas nest five levels deep. */
    private static final int MAX_DEPTH = 64;
    private static final int TIMES_THE_LONGEST = 10;
    /** As Avro reads schemas: with comments. */
    private static final JsonFactory JSON = JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build()).build();

    private final SchemaLock lock;
    private final PeerSchemas peers;
    private final int longest;

    Registry(SchemaLock lock, PeerSchemas peers) {
        this.lock = lock;
        this.peers = peers;
        this.longest = TIMES_THE_LONGEST
                * lock.schemas().values().stream().mapToInt(it -> it.text().length()).max().orElse(0);
    }

    record SubjectVersion(String subject, int version) {}

    record RegisteredSchema(String subject, int id, int version, String schema) {}

    /** What a client sends to look a schema up; the rest of what it may send says nothing about Avro schemas. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SchemaText(
            @Nullable @io.swagger.v3.oas.annotations.media.Schema(requiredMode = RequiredMode.REQUIRED) String schema) {}

    /** In the order of the subjects' names. */
    List<String> subjects(@Nullable String prefix) {
        String wanted = prefix == null ? "" : withoutContext(prefix);
        return lock.subjects().stream().filter(it -> it.startsWith(wanted)).toList();
    }

    /** By version, the ids; never empty. */
    SortedMap<Integer, Integer> versions(String subject) {
        SortedMap<Integer, Integer> versions = lock.versions(withoutContext(subject));
        if (versions.isEmpty()) {
            throw new RegistryProblem(RegistryProblem.UNKNOWN_SUBJECT, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    boolean isKnown(String subject) {
        return !lock.versions(withoutContext(subject)).isEmpty();
    }

    /** @param version a number, {@code latest} or {@code -1} */
    RegisteredSchema version(String subject, String version) {
        SortedMap<Integer, Integer> versions = versions(subject);
        int wanted = number(version, versions.lastKey());
        Integer id = versions.get(wanted);
        if (id == null) {
            throw new RegistryProblem(RegistryProblem.UNKNOWN_VERSION, "Version " + wanted + " not found.");
        }
        return new RegisteredSchema(subject, id, wanted, text(id));
    }

    Stream<RegisteredSchema> all(String subject) {
        return versions(subject).entrySet().stream()
                .map(it -> new RegisteredSchema(subject, it.getValue(), it.getKey(), text(it.getValue())));
    }

    List<SubjectVersion> uses(int id) {
        text(id);
        return lock.subjects().stream().flatMap(subject -> lock.versions(subject).entrySet().stream()
                .filter(it -> it.getValue() == id).map(it -> new SubjectVersion(subject, it.getKey()))).toList();
    }

    String text(int id) {
        return lock.schema(id).map(LockedSchema::text).or(() -> peers.unanimous(id).map(Object::toString))
                .orElseThrow(() -> new RegistryProblem(RegistryProblem.UNKNOWN_SCHEMA, "Schema " + id + " not found"));
    }

    byte[] bytes(int id) {
        return text(id).getBytes(StandardCharsets.UTF_8);
    }

    OptionalInt find(String subject, SchemaText asked) {
        return read(asked, text -> lock.find(withoutContext(subject), text));
    }

    /** The newest version under which a subject has a schema of its own. */
    RegisteredSchema newest(String subject, int id) {
        int version = versions(subject).entrySet().stream().filter(it -> it.getValue() == id)
                .mapToInt(Map.Entry::getKey).max().orElseThrow();
        return new RegisteredSchema(subject, id, version, text(id));
    }

    static Schema parsed(String text) {
        return new Schema.Parser().parse(text);
    }

    /** @param reading whatever it throws, it was not an Avro schema */
    <T> T read(SchemaText asked, Function<String, T> reading) {
        String text = asked.schema();
        if (text == null) {
            throw new RegistryProblem(RegistryProblem.INVALID_SCHEMA, "Send {\"schema\": …}.");
        }
        if (text.length() > longest) {
            throw new RegistryProblem(RegistryProblem.INVALID_SCHEMA,
                    "A schema here has at most " + longest + " characters.");
        }
        try {
            checkDepth(text);
            return reading.apply(text);
        } catch (RuntimeException | StackOverflowError e) {
            // Avro's parser stumbles in many ways, and records that name one another nest deeper than their text does.
            String why = e instanceof AvroRuntimeException || e instanceof JacksonException ? e.getMessage() : null;
            throw new RegistryProblem(RegistryProblem.INVALID_SCHEMA,
                    "Not an Avro schema" + (why == null ? "." : ": " + why));
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

    private static String withoutContext(String subject) {
        return subject.startsWith(IN_CONTEXT) || subject.startsWith(IN_ANY_CONTEXT)
                ? subject.substring(IN_CONTEXT.length())
                : subject;
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
        throw new RegistryProblem(RegistryProblem.INVALID_VERSION,
                "The version '" + version + "' is neither 'latest' nor a number from 1.");
    }
}
