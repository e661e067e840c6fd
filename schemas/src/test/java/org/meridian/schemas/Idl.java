package org.meridian.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;

/** The records as src/main/avro has them now, free of what the code generator adds; those that only stand in others are in these. */
final class Idl {
    private static final Path FOLDER = Path.of("src/main/avro");

    private Idl() {}

    /** In the order of file names and, within a file, of declaration. */
    static List<Schema> records() throws IOException {
        var records = new ArrayList<Schema>();
        try (var files = Files.list(FOLDER)) {
            for (var file : files.sorted().toList()) {
                records.addAll(new IdlReader().parse(file).getNamedSchemas().values());
            }
        }
        records.removeIf(schema -> schema.getType() != Schema.Type.RECORD);
        var parts = records.stream().flatMap(schema -> schema.getFields().stream()).map(Schema.Field::schema)
                .filter(schema -> schema.getType() == Schema.Type.ARRAY).map(Schema::getElementType).toList();
        records.removeIf(parts::contains);
        return records;
    }
}
