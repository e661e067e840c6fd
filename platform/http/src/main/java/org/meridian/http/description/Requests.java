package org.meridian.http.description;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What callers send differs from what they are answered in two things: what may be null may be left out, and nobody sends the
 * word for what a node does not know. A record that has either is for one of the two.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the library's models are
final class Requests {

    private static final String UNKNOWN = "unknown";

    private Requests() {}

    static void describe(OpenAPI description) {
        Map<String, Schema> schemas = description.getComponents().getSchemas();
        List<Operation> calls = description.getPaths().values().stream().flatMap(it -> it.readOperations().stream())
                .toList();
        SortedSet<String> answered = named(schemas, calls.stream().flatMap(it -> it.getResponses().values().stream())
                .flatMap(it -> content(it.getContent())));
        named(schemas, calls.stream().map(Operation::getRequestBody).filter(Objects::nonNull)
                .flatMap(it -> content(it.getContent()))).forEach(name -> {
                    if (asRequested(requireNonNull(schemas.get(name))) && answered.contains(name)) {
                        throw new IllegalStateException(name + " is sent and answered, which differ: make two of it.");
                    }
                });
    }

    private static Stream<Schema<?>> content(@Nullable Content content) {
        return content == null ? Stream.of() : content.values().stream().map(it -> (Schema<?>) it.getSchema());
    }

    /** Those that these refer to, and so on. */
    private static SortedSet<String> named(Map<String, Schema> schemas, Stream<Schema<?>> from) {
        SortedSet<String> names = new TreeSet<>();
        from.forEach(it -> collect(schemas, it, names));
        return names;
    }

    private static void collect(Map<String, Schema> schemas, @Nullable Schema<?> schema, Collection<String> names) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            String name = schema.get$ref().substring(Components.COMPONENTS_SCHEMAS_REF.length());
            if (!names.contains(name)) {
                names.add(name);
                collect(schemas, schemas.get(name), names);
            }
        }
        parts(schema).forEach(it -> collect(schemas, it, names));
    }

    private static List<Schema<?>> parts(Schema<?> schema) {
        List<Schema<?>> parts = new ArrayList<>();
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(it -> parts.add((Schema<?>) it));
        }
        if (schema.getOneOf() != null) {
            schema.getOneOf().forEach(it -> parts.add((Schema<?>) it));
        }
        if (schema.getItems() != null) {
            parts.add(schema.getItems());
        }
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            parts.add(values);
        }
        return parts;
    }

    /** Whether that changes anything. */
    private static boolean asRequested(Schema<?> schema) {
        boolean changed = false;
        if (schema.getRequired() != null) {
            List<String> required = schema.getRequired().stream()
                    .filter(it -> !RecordSchemas.mayBeNull(requireNonNull(schema.getProperties().get(it)))).toList();
            changed = required.size() < schema.getRequired().size();
            schema.setRequired(required.isEmpty() ? null : required);
        }
        for (Schema<?> part : parts(schema)) {
            changed |= part.get$ref() == null
                    && (part.getEnum() != null ? part.getEnum().remove(UNKNOWN) : asRequested(part));
        }
        return changed;
    }
}
