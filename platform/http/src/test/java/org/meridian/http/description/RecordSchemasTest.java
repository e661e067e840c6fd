package org.meridian.http.description;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"rawtypes", "unchecked"}) // as the library's models are
class RecordSchemasTest {

    enum Kind {
        UNKNOWN, AT_ONCE
    }

    static final class One {
        record Same(String a) {}
    }

    static final class Other {
        record Same(String b) {}
    }

    record Answered(String id, @Nullable String note, @Schema(implementation = Kind.class) @Nullable String kind,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leftOut) {}

    record Sent(@Schema(requiredMode = REQUIRED) @Nullable String name, @Nullable String note,
            @Schema(implementation = Kind.class) @Nullable String kind) {}

    private final ModelConverters converters = new ModelConverters(true);

    RecordSchemasTest() {
        converters.addConverter(new RecordSchemas());
    }

    private io.swagger.v3.oas.models.media.Schema<?> schema(Class<?> type) {
        return converters.resolveAsResolvedSchema(new AnnotatedType(type)).schema;
    }

    private static JsonNode written(Object part) {
        return Json31.mapper().valueToTree(part);
    }

    @Test
    void requiredIsWhatIsAlwaysThereAndNullWhatMayBe() {
        JsonNode schema = written(schema(Answered.class));

        assertThat(schema.at("/required")).extracting(JsonNode::asText).containsExactlyInAnyOrder("id", "note", "kind");
        assertThat(schema.at("/properties/id/type")).hasToString("\"string\"");
        assertThat(schema.at("/properties/note/type")).hasToString("[\"string\",\"null\"]");
        assertThat(schema.at("/properties/leftOut/type")).hasToString("\"string\"");
        assertThat(schema.at("/properties/kind/oneOf/0/enum")).hasToString("[\"unknown\",\"at-once\"]");
        assertThat(schema.at("/properties/kind/oneOf/1/type")).hasToString("\"null\"");
    }

    @Test
    void ofWhatIsSentWhatMayBeNullMayBeLeftOutAndNobodySendsTheUnknown() {
        OpenAPI description = calling("Sent", "Answered");

        Requests.describe(description);

        JsonNode schemas = written(description.getComponents().getSchemas());
        assertThat(schemas.at("/Sent/required")).hasToString("[\"name\"]");
        assertThat(schemas.at("/Sent/properties/kind/oneOf/0/enum")).hasToString("[\"at-once\"]");
        assertThat(schemas.at("/Answered/required")).hasSize(3);
    }

    @Test
    void whatWouldDifferIsNotBothSentAndAnswered() {
        assertThatIllegalStateException().isThrownBy(() -> Requests.describe(calling("Sent", "Sent")))
                .withMessageContaining("Sent is sent and answered");
    }

    @Test
    void twoRecordsOfOneNameFail() {
        refer(One.Same.class);
        refer(One.Same.class);

        assertThatThrownBy(() -> refer(Other.Same.class)).hasStackTraceContaining("Two records are called Same");
    }

    /** As a call's description refers to what it takes and answers. */
    private void refer(Class<?> type) {
        converters.resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
    }

    private OpenAPI calling(String sent, String answered) {
        var components = new Components().schemas(new TreeMap<>(
                Map.of("Sent", schema(Sent.class), "Answered", schema(Answered.class))));
        var call = new Operation().requestBody(new RequestBody().content(content(sent)))
                .responses(new ApiResponses().addApiResponse("200", new ApiResponse().content(content(answered))));
        return new OpenAPI().components(components)
                .paths(new Paths().addPathItem("/api/things", new PathItem().post(call)));
    }

    private static Content content(String name) {
        return new Content().addMediaType("application/json", new MediaType()
                .schema(new JsonSchema().$ref("#/components/schemas/" + name)));
    }
}
