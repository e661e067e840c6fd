package org.meridian.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** The bytes on the wire: what was frozen is written the same today, and every frozen version can still be read. */
class GoldenBytesTest {
    private static final SchemaLock LOCK = SchemaLock.onClassPath();

    @Test
    void everyTypeHasAnExample() {
        assertThat(Examples.all()).extracting(example -> example.required().getSchema().getFullName())
                .containsExactlyInAnyOrderElementsOf(RecordTypeTest.names());
    }

    @Test
    void aFullExampleHasNoDefaultInIt() {
        for (var example : Examples.all()) {
            var full = example.full();
            for (var field : full.getSchema().getFields()) {
                if (field.hasDefaultValue()) {
                    assertThat(full.get(field.pos())).as(full.getSchema().getFullName() + "." + field.name())
                            .isNotEqualTo(defaultOf(full, field.pos()));
                }
            }
        }
    }

    @Test
    void theBytesAreAsFrozen() throws IOException {
        for (var example : Golden.examples(LOCK).entrySet()) {
            assertThat(HexFormat.of().formatHex(Golden.encode(example.getValue(), LOCK))).as(example.getKey())
                    .isEqualTo(HexFormat.of().formatHex(Golden.read(example.getKey())));
        }
    }

    @Test
    void everyFrozenVersionIsRead() throws Exception {
        var examples = Golden.examples(LOCK);
        var left = new LinkedHashSet<String>();
        LOCK.schemas().values().forEach(schema -> left.addAll(Golden.namesFor(schema)));
        for (var file : Golden.files()) {
            var name = file.getFileName().toString();
            var decoded = Wire.decode(Golden.read(name), LOCK);
            assertThat(name).startsWith(decoded.getSchema().getFullName() + ".v");
            assertThat(left.remove(name)).as(name + " is of a released version").isTrue();
            if (examples.containsKey(name)) {
                assertThat(decoded).as(name).isEqualTo(examples.get(name));
            }
        }
        assertThat(left).as("released versions without frozen bytes").isEmpty();
    }

    private static Object defaultOf(SpecificRecordBase example, int position) {
        return example.getSpecificData().getDefaultValue(example.getSchema().getFields().get(position));
    }
}
