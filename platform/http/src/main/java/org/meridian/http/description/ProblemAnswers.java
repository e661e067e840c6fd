package org.meridian.http.description;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.meridian.http.AccessRules.Role;
import org.meridian.http.problems.ProblemTypes;
import org.meridian.http.problems.ProblemTypes.ProblemType;
import org.springframework.stereotype.Component;

/** With which problems each call is refused: those that its method names, and those that follow from what it takes and from whom. */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the library's models are
@Component
final class ProblemAnswers {

    /** The types that an answer can have. */
    static final String TYPES = "x-problem-types";

    private static final String PROBLEM = "Problem";
    private static final String FIELD_ERROR = "FieldError";
    private static final List<String> OF_A_BODY = List.of("too-large", "unsupported-media-type");
    private static final List<String> OF_A_KEY = List.of("idempotency-key-invalid", "idempotency-key-reused");

    private final ProblemTypes types;

    ProblemAnswers(ProblemTypes types) {
        this.types = types;
    }

    void addSchema(Components components) {
        components.addSchemas(PROBLEM, object("Why a call was refused (RFC 9457).", List.of("type", "title", "status",
                "detail"))
                .addProperty("type", text("What programs go by: an address of the node, at which it is explained.")
                        .format("uri-reference"))
                .addProperty("title", text("The status in words."))
                .addProperty("status", number("The HTTP status."))
                .addProperty("detail", text("What is wrong here and what to do, for people."))
                .addProperty("instance", text("The call's own path.").format("uri-reference"))
                .addProperty("reason", text("Why, as whoever decided it has written it; where somebody has."))
                .addProperty("errors", new JsonSchema().typesItem("array").items(reference(FIELD_ERROR))
                        .description("What is wrong with single fields or parameters.")));
        components.addSchemas(FIELD_ERROR, object("What is wrong with one field or parameter.",
                List.of("field", "message"))
                .addProperty("field", text("Its name, with those that it is in: `digest.at`, `tags[1]`."))
                .addProperty("message", text("What to do, for people."))
                .addProperty("rule", text("What was not kept to, as `too-long`; empty where it has no name."))
                .addProperty("numbers", new JsonSchema().typesItem("array").items(number("One of them."))
                        .description("Those of the rule: how much there is, and how much may be.")));
    }

    private static Schema<?> object(String description, List<String> required) {
        return new JsonSchema().typesItem("object").description(description).required(required);
    }

    private static Schema<?> text(String description) {
        return new JsonSchema().typesItem("string").description(description);
    }

    private static Schema<?> number(String description) {
        return new JsonSchema().typesItem("integer").description(description);
    }

    private static Schema<?> reference(String name) {
        return new JsonSchema().$ref(Components.COMPONENTS_SCHEMAS_REF + name);
    }

    /**
     * @param roles  who may call it; none for everyone
     * @param writes whether it is not answered where there is no room for anything new
     */
    void describe(String path, Operation call, Set<Role> roles, boolean writes) {
        SortedMap<Integer, SortedSet<String>> byStatus = new TreeMap<>();
        named(path, call, roles, writes).forEach(it -> byStatus
                .computeIfAbsent(type(it).status().value(), status -> new TreeSet<>()).add(it));
        byStatus.forEach((status, names) -> call.getResponses().addApiResponse(String.valueOf(status), answer(names)));
        call.getExtensions().remove(DescribedCalls.REFUSES);
    }

    private static Collection<String> named(String path, Operation call, Set<Role> roles, boolean writes) {
        Set<String> names = new TreeSet<>((List<String>) call.getExtensions().get(DescribedCalls.REFUSES));
        boolean ours = path.startsWith("/api/");
        if (call.getRequestBody() != null) {
            if (ours || !names.isEmpty()) {
                names.add("malformed"); // a registry's clients are told in its own form
            }
            names.addAll(OF_A_BODY);
        }
        if (ours) {
            names.addAll(List.of("invalid-fields", "unavailable", "unexpected"));
            if (!roles.equals(Set.of(Role.OPERATOR))) {
                names.add("catching-up");
                if (writes) {
                    names.add("disk-full");
                }
            }
        } else {
            names.add("not-acceptable");
        }
        if (!roles.isEmpty()) {
            names.addAll(List.of("sign-in-needed", "not-allowed"));
        }
        if (call.getParameters() != null && call.getParameters().stream().map(Parameter::getName)
                .anyMatch("Idempotency-Key"::equals)) {
            names.addAll(OF_A_KEY);
        }
        return names;
    }

    private ProblemType type(String name) {
        return types.find(name)
                .orElseThrow(() -> new IllegalStateException("problems.properties does not explain " + name));
    }

    private ApiResponse answer(Collection<String> names) {
        return new ApiResponse()
                .description(names.stream().map(it -> "`/problems/" + it + "`: " + type(it).meaning())
                        .collect(Collectors.joining("\n\n")))
                .content(new Content().addMediaType("application/problem+json",
                        new MediaType().schema(reference(PROBLEM))))
                .extensions(new TreeMap<>(Map.of(TYPES, List.copyOf(names))));
    }
}
