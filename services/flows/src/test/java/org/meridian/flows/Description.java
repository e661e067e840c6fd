package org.meridian.flows;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node says of its calls, and whether an answer is as it says: its status, its media type, and its body with nothing in
 * it that is not described.
 */
final class Description {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String HERE = "https://node.example/v3/api-docs";
    private static final Set<Integer> BEFORE_A_CALL = Set.of(405, 408, 414, 417, 431);
    private static final String PROBLEM = "application/problem+json";

    /**
     * One call.
     *
     * @param id its {@code operationId}
     */
    record Call(String id, String method, String path, PathPattern pattern, JsonNode said) {

        private boolean fits(String called, String at) {
            return method.equals(called) && pattern.matches(PathContainer.parsePath(at));
        }

        /** Under which the schema of an answer stands among those that have names. */
        private String nameOf(String status, String type) {
            return id + "." + status + "." + type.replace('/', '.');
        }

        @Override
        public String toString() {
            return id + " (" + method + " " + path + ")";
        }
    }

    private static final Map<JsonNode, Description> KNOWN = new ConcurrentHashMap<>();

    private final JsonNode said;
    private final List<Call> calls = new ArrayList<>();
    private final SchemaRegistry schemas;

    private Description(JsonNode said) {
        this.said = said;
        said.get("paths").propertyStream().forEach(path -> path.getValue().propertyStream()
                .filter(it -> METHODS.contains(it.getKey())).forEach(call -> calls.add(call(path.getKey(), call))));
        calls.sort(Comparator.comparing(Call::pattern));
        JsonNode strict = said.deepCopy();
        close(strict);
        nameAnswers((ObjectNode) strict.at("/components/schemas"));
        schemas = SchemaRegistry.withDefaultDialect(Dialects.getOpenApi31(), registry -> registry
                .schemas(Map.of(HERE, strict.toString()))
                .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    }

    private static Call call(String path, Map.Entry<String, JsonNode> call) {
        return new Call(call.getValue().path("operationId").asString(""), call.getKey().toUpperCase(), path,
                PathPatternParser.defaultInstance.parse(path), call.getValue());
    }

    /** Clients take fields that they do not know; these are the node's own, and it knows them all. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Description::close);
    }

    private void nameAnswers(ObjectNode named) {
        calls.forEach(call -> call.said().get("responses").forEachEntry((status, answer) -> answer.path("content")
                .forEachEntry((type, content) -> {
                    if (content.has("schema")) {
                        JsonNode schema = content.get("schema").deepCopy();
                        close(schema);
                        named.set(call.nameOf(status, type), schema);
                    }
                })));
    }

    /** One for all nodes that say the same: the schemas of all answers take a hundred megabytes. */
    static Description of(Http node) {
        JsonNode said = node.get("/v3/api-docs").with(200);
        ((ObjectNode) said).remove("servers");
        return KNOWN.computeIfAbsent(said, Description::new);
    }

    JsonNode said() {
        return said;
    }

    List<Call> calls() {
        return calls;
    }

    /** @param path with its query */
    Optional<Call> find(String method, String path) {
        return calls.stream().filter(it -> it.fits(method, path.split("\\?", 2)[0])).findFirst();
    }

    /** What differs; empty when nothing does. What is refused before a call is found is said of no call. */
    List<String> differences(Call call, Http.Answer answer) {
        List<String> found = new ArrayList<>(unsaid(call, answer));
        String type = typeOf(answer);
        if (found.isEmpty() && isOfTheCall(answer) && type.endsWith("json") && !type.contains("ndjson")) {
            Schema schema = schemas.getSchema(SchemaLocation
                    .of(HERE + "#/components/schemas/" + call.nameOf(String.valueOf(answer.status()), type)));
            schema.validate(answer.json()).stream().map(Error::toString).forEach(found::add);
        }
        return found;
    }

    private static boolean isOfTheCall(Http.Answer answer) {
        return !BEFORE_A_CALL.contains(answer.status()) && !answer.text().contains("\"/problems/malformed\"");
    }

    /** The same of its status, its media type and its problem alone. */
    List<String> unsaid(Call call, Http.Answer answer) {
        if (!isOfTheCall(answer)) {
            return List.of();
        }
        String status = String.valueOf(answer.status());
        JsonNode described = call.said().get("responses").path(status);
        if (described.isMissingNode()) {
            return List.of("it does not say that there is an answer " + status);
        }
        JsonNode content = described.path("content");
        if (content.isMissingNode() || content.isEmpty()) {
            return answer.text().isEmpty() ? List.of() : List.of("it says that " + status + " has no body");
        }
        String type = typeOf(answer);
        if (!content.has(type)) {
            return List.of("it says that " + status + " is " + content.propertyNames() + ", and not " + type);
        }
        if (type.equals(PROBLEM)) {
            String problem = answer.json().get("type").asString().replace("/problems/", "");
            if (described.path("x-problem-types").valueStream().noneMatch(it -> it.asString().equals(problem))) {
                return List.of("it does not name the problem " + problem);
            }
        }
        return List.of();
    }

    private static String typeOf(Http.Answer answer) {
        if (answer.type().isEmpty()) {
            return "none";
        }
        MediaType type = MediaType.parseMediaType(answer.type());
        return type.getType() + "/" + type.getSubtype();
    }

    JsonNode requestOf(Call call) {
        return resolved(call.said().at("/requestBody/content/application~1json/schema"));
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? said.at(schema.get("$ref").asString().substring(1)) : schema;
    }
}
