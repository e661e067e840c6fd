package org.meridian.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planted changes, bad and good: the checks of an evolution bite, and let through what design.md allows. */
class EvolutionTest {
    private static final String RELEASED = """
            {"type":"record","name":"Note","namespace":"org.example","fields":[
              {"name":"id","type":"string"},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"seen","type":["null",{"type":"long","logicalType":"timestamp-millis"}],"default":null},
              {"name":"days","type":{"type":"array","items":{"type":"int","logicalType":"date"}},"default":[]},
              {"name":"open","type":{"type":"enum","name":"Open","symbols":["UNKNOWN","A"],"default":"UNKNOWN"}},
              {"name":"shut","type":{"type":"enum","name":"Shut","symbols":["UNKNOWN","A"]}}]}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a field without default removed | {"name":"id","type":"string"},            |                              | READER_FIELD_MISSING_DEFAULT_VALUE
            a field without default added   | {"name":"id",                             | {"name":"by","type":"string"},{"name":"id", | READER_FIELD_MISSING_DEFAULT_VALUE
            a field renamed                 | "name":"id"                               | "name":"key"                 | READER_FIELD_MISSING_DEFAULT_VALUE
            the record renamed              | "name":"Note"                             | "name":"Memo"                | the name was org.example.Note
            the record moved                | "namespace":"org.example"                 | "namespace":"org.elsewhere"  | the name was org.example.Note
            an enum renamed                 | "name":"Open"                             | "name":"Opened"              | the name was org.example.Open
            millis to micros                | "at","type":{"type":"long","logicalType":"timestamp-millis" | "at","type":{"type":"long","logicalType":"timestamp-micros" | Note.at: the logical type
            millis to micros in a union     | "null",{"type":"long","logicalType":"timestamp-millis" | "null",{"type":"long","logicalType":"timestamp-micros" | Note.seen|1: the logical type
            the logical type of items lost  | "items":{"type":"int","logicalType":"date"} | "items":"int"              | Note.days[]: the logical type
            a symbol in a closed enum       | "name":"Shut","symbols":["UNKNOWN","A"    | "name":"Shut","symbols":["UNKNOWN","A","B" | MISSING_ENUM_SYMBOLS
            the type changed                | "name":"id","type":"string"               | "name":"id","type":"int"     | TYPE_MISMATCH
            """)
    void aBreakIsFound(String what, String before, String after, String found) {
        assertThat(RELEASED).as(what).contains(before);
        var broken = RELEASED.replace(before, after == null ? "" : after);

        assertThat(Evolution.breaks(parse(broken), parse(RELEASED))).as(what)
                .anySatisfy(sentence -> assertThat(sentence).contains(found));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an optional field               | {"name":"id", | {"name":"by","type":["null","string"],"default":null},{"name":"id",
            a symbol in an open enum        | "name":"Open","symbols":["UNKNOWN","A" | "name":"Open","symbols":["UNKNOWN","A","B"
            documentation                   | "name":"Note" | "name":"Note","doc":"A note."
            """)
    void whatIsAllowedIsNone(String what, String before, String after) {
        assertThat(RELEASED).as(what).contains(before);

        assertThat(Evolution.breaks(parse(RELEASED.replace(before, after)), parse(RELEASED))).as(what).isEmpty();
    }

    @Test
    void everySchemaGoesWithEveryReleasedVersionOfItself() throws Exception {
        var lock = SchemaLock.onClassPath();
        for (var schema : Idl.records()) {
            assertThat(lock.schemas().values()).filteredOn(old -> old.fullName().equals(schema.getFullName()))
                    .allSatisfy(old -> assertThat(Evolution.breaks(schema, old.schema()))
                            .as(old.fullName() + " against its version " + old.version()).isEmpty());
        }
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
