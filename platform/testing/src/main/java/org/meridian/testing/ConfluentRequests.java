package org.meridian.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a registry for schemas as Confluent's client does, header by header: {@code RestService} of schema-registry 8, as
 * {@code KafkaAvroSerializer} and {@code KafkaAvroDeserializer} use it. Their artifacts cannot be had everywhere.
 */
public final class ConfluentRequests {

    private static final JsonMapper JSON = new JsonMapper();

    private final String registry;

    /** @param registry its URL, as in {@code schema.registry.url} */
    public ConfluentRequests(String registry) {
        this.registry = registry;
    }

    public record Answer(int status, @Nullable String type, JsonNode body) {}

    /** {@code getIdWithResponse}: which id a schema has; asked once per class by a serializer that may not register. */
    public Answer lookUp(String subject, String schema) {
        return exchange("POST", "/subjects/" + subject + "?normalize=false&deleted=false", Map.of("schema", schema));
    }

    /** {@code registerWithResponse}: by a serializer with {@code auto.register.schemas=true}. */
    public Answer register(String subject, String schema) {
        return exchange("POST", "/subjects/" + subject + "/versions?normalize=false", Map.of("schema", schema));
    }

    /** {@code getSchemaById}: by a deserializer, once per id. */
    public Answer byId(int id, @Nullable String subject) {
        return exchange("GET",
                "/schemas/ids/" + id + "?fetchMaxId=false" + (subject == null ? "" : "&subject=" + subject),
                null);
    }

    /** {@code use.latest.version=true}. */
    public Answer latest(String subject) {
        return exchange("GET", "/subjects/" + subject + "/versions/latest", null);
    }

    /** {@code AssociatedNameStrategy}: which subject belongs to a topic; 404 makes it use the strategy it was given. */
    public Answer associations(String topic) {
        return exchange("GET",
                "/associations/resources/-/" + topic + "?resourceType=topic&associationType=value", null);
    }

    private Answer exchange(String method, String path, @Nullable Object body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(registry + path).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setRequestProperty("Content-Type", "application/vnd.schemaregistry.v1+json");
            connection.setRequestProperty("Confluent-Accept-Unknown-Properties", "true");
            connection.setRequestProperty("Confluent-Client-Version", "8.2.0");
            if (body != null) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(status, connection.getContentType(), JSON.readTree(answer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the registry does not answer", e);
        }
    }
}
