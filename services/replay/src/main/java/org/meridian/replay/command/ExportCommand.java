package org.meridian.replay.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.exporting.Export;
import org.meridian.replay.exporting.Format;
import org.meridian.replay.exporting.Manifest;
import org.meridian.replay.exporting.Request;
import org.meridian.replay.privacy.PseudonymKey;
import org.meridian.replay.source.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(name = "export", sortOptions = false, sortSynopsis = false, description = "Writes the selected facts and a manifest into a folder, or NDJSON to standard output. The same"
        + " command again continues an export that was stopped.")
final class ExportCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";

    private final Installation here;

    @Option(names = "--out", required = true, paramLabel = "DIR|-", description = "A new folder; - for standard output.")
    private String out = "";

    @Option(names = "--country", arity = "1..*", split = ",", paramLabel = "A...", hideParamSyntax = true, description = "Countries that wrote the facts.")
    private SortedSet<String> countries = new TreeSet<>();

    @Option(names = "--topics", arity = "1..*", split = ",", paramLabel = "T...", hideParamSyntax = true, description = "Names of topics, or bases, which mean every country's.")
    private SortedSet<String> topics = new TreeSet<>();

    @Option(names = "--groups", arity = "1..*", split = ",", paramLabel = "G...", hideParamSyntax = true, description = "Ids of groups, or their pseudonyms under the key.")
    private SortedSet<String> groups = new TreeSet<>();

    @Option(names = "--types", arity = "1..*", split = ",", paramLabel = "T...", hideParamSyntax = true, description = "Record types, PostPublished for example.")
    private SortedSet<String> types = new TreeSet<>();

    @Option(names = "--from", paramLabel = "T", description = "The earliest time, inclusive: 2026-03-01T00:00:00Z, or 2026-03-01 for its first instant in"
            + " UTC.")
    private @Nullable Instant from;

    @Option(names = "--until", paramLabel = "T", description = "The latest time, exclusive; up to now without.")
    private @Nullable Instant until;

    @Option(names = "--format", paramLabel = "ndjson|csv|parquet|duckdb", description = "ndjson by default.")
    private Format format = Format.NDJSON;

    @Option(names = "--speed", paramLabel = "N", converter = FromZero.class, description = "How many times the speed at which the facts happened; as fast as possible without.")
    private double speed;

    @Option(names = "--max-gap", paramLabel = "SECONDS", converter = FromZero.class, description = "The longest wait between two facts: 10 by default.")
    private double maxGap = 10;

    @Option(names = "--with-content", description = "Puts what people wrote into content.ndjson.")
    private boolean withContent;

    @Mixin
    private ExportOptions options = new ExportOptions();

    ExportCommand(Installation here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        List.of(topics, countries, groups, types).forEach(names -> names.removeIf(String::isBlank));
        Selection selection = new Selection(topics, countries, groups, types, from, until);
        PseudonymKey key = options.key();
        Export export = new Export(options.cluster(here, here.aliasOr(options.node)),
                options.exporting(here, speed, (int) maxGap));
        if (out.equals(STANDARD_OUTPUT)) {
            export.toStandardOutput(selection, key == null ? PseudonymKey.fresh() : key);
            return 0;
        }
        Manifest manifest = export.into(Path.of(out), new Request(selection, format, withContent), key);
        manifest.files().forEach(file -> System.out.printf("%s: %,d records, %,d bytes, SHA-256 %s%n",
                Path.of(out).resolve(file.name()), file.records(), file.bytes(), file.sha256()));
        return 0;
    }

    static final class FromZero implements ITypeConverter<Double> {

        @Override
        public Double convert(String text) {
            try {
                double number = Double.parseDouble(text);
                if (number >= 0 && Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new TypeConversionException("it is a number from 0 on, not " + text);
        }
    }
}
