package org.meridian.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;
import org.meridian.schemas.Topics.Kind;

/** What every record has in common, by the kind of its topics. */
class ConventionsTest {

    @Test
    void everyRecordStartsWithItsEnvelope() throws IOException {
        for (var schema : Idl.records()) {
            var fields = schema.getFields().stream().map(field -> type(field) + " " + field.name()).toList();
            switch (kind(schema)) {
                case FACTS -> assertThat(fields).as(schema.getFullName()).startsWith("string/uuid eventId",
                        "string id", "int version", "long/timestamp-micros occurredAt", "string actorId");
                case CONTENT -> assertThat(fields).as(schema.getFullName()).startsWith("string id", "int version");
                case SCHEMAS -> assertThat(fields).startsWith("int schemaId");
            }
        }
    }

    @Test
    void allTopicsOfARecordAreOfOneKind() {
        assertThat(RecordType.values())
                .allSatisfy(type -> assertThat(type.bases()).extracting(Topics::kindOf).containsOnly(type.kind()));
    }

    @Test
    void everythingIsDocumented() throws IOException {
        assertThat(Idl.records()).allSatisfy(schema -> {
            assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
            assertThat(schema.getFields()).allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
        });
    }

    @Test
    void whatIsOptionalHasItsDefault() throws IOException {
        var fields = Idl.records().stream().flatMap(schema -> schema.getFields().stream()).toList();
        assertThat(fields).filteredOn(field -> field.schema().isUnion()).isNotEmpty().allSatisfy(field -> {
            assertThat(field.schema().getTypes()).hasSize(2).first().isEqualTo(Schema.create(Schema.Type.NULL));
            assertThat(field.defaultVal()).isEqualTo(JsonProperties.NULL_VALUE);
        });
        assertThat(fields).filteredOn(field -> field.schema().getType() == Schema.Type.ARRAY).isNotEmpty()
                .allSatisfy(field -> assertThat(field.defaultVal()).isEqualTo(List.of()));
        assertThat(fields).filteredOn(field -> field.schema().getType() == Schema.Type.ENUM).isNotEmpty()
                .allSatisfy(field -> {
                    assertThat(field.schema().getEnumSymbols()).startsWith("UNKNOWN");
                    assertThat(field.schema().getEnumDefault()).isEqualTo("UNKNOWN");
                });
    }

    private static Kind kind(Schema schema) {
        return RecordType.of(schema.getFullName()).orElseThrow().kind();
    }

    private static String type(Field field) {
        var logical = field.schema().getProp("logicalType");
        return field.schema().getType().getName() + (logical == null ? "" : "/" + logical);
    }
}
