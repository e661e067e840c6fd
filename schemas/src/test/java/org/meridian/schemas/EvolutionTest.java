package org.meridian.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Planted changes, bad and good: the checks of an evolution bite, and let through what design.md allows. */
class EvolutionTest {
    private static final String RELEASED = """
            {'type':'record','name':'Note','namespace':'org.example','fields':[
              {'name':'id','type':'string'},
              {'name':'at','type':{'type':'long','logicalType':'timestamp-millis'}},
              {'name':'seen','type':['null',{'type':'long','logicalType':'timestamp-millis'}],'default':null},
              {'name':'days','type':{'type':'array','items':{'type':'int','logicalType':'date'}},'default':[]},
              {'name':'open','type':{'type':'enum','name':'Open','symbols':['UNKNOWN','A'],'default':'UNKNOWN'}},
              {'name':'shut','type':{'type':'enum','name':'Shut','symbols':['UNKNOWN','A']}}]}""";

    @Test
    void aFieldWithoutDefaultNeitherComesNorGoes() {
        assertBreak("{'name':'id','type':'string'},", "", "READER_FIELD_MISSING_DEFAULT_VALUE");
        assertBreak("{'name':'id',", "{'name':'by','type':'string'},{'name':'id',",
                "READER_FIELD_MISSING_DEFAULT_VALUE");
        assertBreak("'name':'id'", "'name':'key'", "READER_FIELD_MISSING_DEFAULT_VALUE");
    }

    @Test
    void aNameStaysThoughTheShapeIsTheSame() {
        assertBreak("'name':'Note'", "'name':'Memo'", "Memo: the name was org.example.Note");
        assertBreak("'namespace':'org.example'", "'namespace':'org.other'", "Note: the name was org.example.Note");
        assertBreak("'name':'Open'", "'name':'Opened'", "Note.open: the name was org.example.Open");
    }

    @Test
    void aLogicalTypeStaysWhereverItStands() {
        assertBreak("'at','type':{'type':'long','logicalType':'timestamp-millis'",
                "'at','type':{'type':'long','logicalType':'timestamp-micros'", "Note.at: the logical type was");
        assertBreak("'null',{'type':'long','logicalType':'timestamp-millis'",
                "'null',{'type':'long','logicalType':'timestamp-micros'", "Note.seen|1: the logical type was");
        assertBreak("{'type':'int','logicalType':'date'}", "'int'", "Note.days[]: the logical type was date");
        assertBreak("{'name':'id','type':'string'}", "{'name':'id','type':{'type':'string','logicalType':'uuid'}}",
                "Note.id: the logical type was none");
    }

    @Test
    void aTypeStays() {
        assertBreak("'name':'id','type':'string'", "'name':'id','type':'int'", "TYPE_MISMATCH");
        assertBreak("['null',", "['null','string',", "Note.seen: the union had 2 branches");
    }

    @Test
    void anEnumWithoutDefaultStays() {
        assertBreak("'name':'Shut','symbols':['UNKNOWN','A'", "'name':'Shut','symbols':['UNKNOWN','A','B'",
                "MISSING_ENUM_SYMBOLS");
    }

    @Test
    void whatIsAllowedIsNoBreak() {
        assertNoBreak("{'name':'id',", "{'name':'by','type':['null','string'],'default':null},{'name':'id',");
        assertNoBreak("'name':'Open','symbols':['UNKNOWN','A'", "'name':'Open','symbols':['UNKNOWN','A','B'");
        assertNoBreak("'name':'Note'", "'name':'Note','doc':'A note.'");
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

    private static void assertBreak(String before, String after, String found) {
        assertThat(Evolution.breaks(changed(before, after), parse(RELEASED))).as(after)
                .anySatisfy(sentence -> assertThat(sentence).contains(found));
    }

    private static void assertNoBreak(String before, String after) {
        assertThat(Evolution.breaks(changed(before, after), parse(RELEASED))).as(after).isEmpty();
    }

    private static Schema changed(String before, String after) {
        assertThat(RELEASED).contains(before);
        return parse(RELEASED.replace(before, after));
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text.replace('\'', '"'));
    }
}
