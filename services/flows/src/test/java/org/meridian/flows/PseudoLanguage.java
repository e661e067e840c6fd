package org.meridian.flows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A language that nobody speaks: English, each sentence of a bundle between brackets. What stands outside of them on a page or in
 * a mail is in no bundle.
 */
final class PseudoLanguage {

    static final String TAG = "en-XA";

    private static final char BEGIN = '⟦';
    private static final char END = '⟧';
    private static final Pattern WORDS = Pattern.compile("\\p{L}[\\p{L}\\p{M}'’-]+");
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+|\\S+@\\S+");
    /** Names, which are the same in all languages. */
    private static final Pattern NAMES = Pattern.compile("Meridian|United Kingdom|New Zealand|Australia");

    /** For a node's class path, with its files; made once. */
    static final Path CLASSES = written();

    private PseudoLanguage() {}

    /** The words that are outside of all brackets. */
    static List<String> outside(String text) {
        var left = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == BEGIN ? 1 : 0;
            left.append(depth == 0 ? c : ' ');
            depth -= c == END ? 1 : 0;
        }
        String said = NAMES.matcher(ADDRESS.matcher(left).replaceAll(" ")).replaceAll(" ");
        return WORDS.matcher(said).results().map(it -> it.group()).toList();
    }

    private static Path written() {
        Path classes = Release.TARGET.resolve("pseudo-language");
        try {
            for (String module : List.of("services/web", "services/membership", "services/notifications",
                    "platform/mail")) {
                Path resources = Release.ROOT.resolve(module).resolve("src/main/resources");
                try (Stream<Path> files = Files.walk(resources.resolve("messages"))) {
                    for (Path file : files.filter(it -> it.toString().endsWith(".properties"))
                            .filter(it -> !it.getFileName().toString().contains("_")).toList()) {
                        write(file, classes.resolve(resources.relativize(file).toString().replace(".properties",
                                "_en_XA.properties")));
                    }
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path english, Path pseudo) throws IOException {
        var sentences = new Properties();
        var between = new Properties();
        try (var reader = Files.newBufferedReader(english)) {
            sentences.load(reader);
        }
        // Patterns of dates, a list of names, and a name are no sentences.
        sentences.stringPropertyNames().stream()
                .filter(it -> !it.startsWith("date.") && !it.equals("with-article") && !it.equals("name")
                        || !english.endsWith("layout.properties") && !it.startsWith("date."))
                .forEach(it -> between.setProperty(it, BEGIN + sentences.getProperty(it) + END));
        Files.createDirectories(pseudo.getParent());
        try (Writer writer = Files.newBufferedWriter(pseudo, StandardCharsets.UTF_8)) {
            between.store(writer, null);
        }
    }
}
