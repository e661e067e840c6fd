package org.meridian.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;

/** The frozen bytes of the examples, one file of hexadecimal digits for each. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /** The examples of today by the names of their files. */
    static Map<String, SpecificRecordBase> examples(SchemaLock lock) {
        var byFile = new TreeMap<String, SpecificRecordBase>();
        for (var example : Examples.all()) {
            var current = lock.current(example.required().getSchema().getFullName()).orElseThrow();
            var names = namesFor(current);
            byFile.put(names.getFirst(), example.required());
            byFile.put(names.getLast(), example.full());
        }
        return byFile;
    }

    /** The files of a released schema: the required fields only, and all. */
    static List<String> namesFor(SchemaLock.LockedSchema schema) {
        var prefix = schema.fullName() + ".v" + schema.version();
        return List.of(prefix + ".required.hex", prefix + ".full.hex");
    }

    static byte[] encode(SpecificRecordBase example, SchemaLock lock) throws IOException {
        return Wire.encode(lock.idOf(example.getSchema().getFullName()), example);
    }

    static List<Path> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    static byte[] read(String file) throws IOException {
        return HexFormat.of().parseHex(Files.readString(FOLDER.resolve(file)).strip());
    }

    /** Never overwrites. */
    static void writeAbsent(SchemaLock lock) throws IOException {
        for (var example : examples(lock).entrySet()) {
            var file = FOLDER.resolve(example.getKey());
            if (!Files.exists(file)) {
                Files.writeString(file, HexFormat.of().formatHex(encode(example.getValue(), lock)) + "\n");
            }
        }
    }
}
