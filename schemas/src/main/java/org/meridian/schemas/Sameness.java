package org.meridian.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;

/**
 * What two schema texts have in common when they mean the same: everything but documentation and the string class of
 * generated code. Avro's own ways say less: the Parsing Canonical Form drops logical types and defaults, and
 * {@code Schema.equals} overlooks an enum's default and a field's aliases.
 */
final class Sameness {
    private static final JsonMapper JSON = new JsonMapper();

    private Sameness() {}

    static JsonNode of(String schemaText) {
        try {
            return stripped(JSON.readTree(new Schema.Parser().parse(schemaText).toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }

    private static JsonNode stripped(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("doc", "avro.java.string"));
            if (object.size() == 1 && object.path("type").isTextual()) {
                return object.get("type");
            }
            object.properties().stream().filter(property -> !property.getKey().equals("default"))
                    .forEach(property -> property.setValue(stripped(property.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, stripped(array.get(i)));
            }
        }
        return node;
    }
}
