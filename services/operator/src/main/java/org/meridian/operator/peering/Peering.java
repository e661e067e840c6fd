package org.meridian.operator.peering;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.tls.TlsSettings;
import org.meridian.process.startup.StartupProblem;
import org.meridian.process.startup.StartupSentence;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What a node's program does for its operator instead of running: {@code offer} writes the node's offer, {@code accept FILE}
 * puts another's into the configuration. All that follows are settings, as for a node that runs.
 */
public final class Peering {

    private static final String INTO = "secrets/peers.properties";
    private static final Set<String> COMMANDS = Set.of("offer", "accept");

    /** Nothing of a node. */
    static final class Nothing {}

    private final Environment settings;
    private final PrintStream out;

    Peering(Environment settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    public static boolean isAsked(String... arguments) {
        return arguments.length > 0 && COMMANDS.contains(arguments[0]);
    }

    /**
     * @param program whose configuration is read
     * @return the process's exit code; what was wrong is on the error output, in a sentence
     */
    public static int run(String program, String... arguments) {
        try {
            var rest = Arrays.asList(arguments).subList(arguments[0].equals("accept") ? 2 : 1, arguments.length);
            var peering = new Peering(settings(program, rest), System.out);
            if (arguments[0].equals("offer")) {
                peering.offer(Path.of(peering.required("meridian.node") + ".offer"));
            } else {
                peering.accept(Path.of(arguments[1]), Path.of(INTO));
            }
            return 0;
        } catch (RuntimeException | IOException e) {
            System.err.println(StartupSentence.of(e).orElseGet(e::toString));
            return 1;
        }
    }

    private static Environment settings(String program, List<String> arguments) {
        var reader = new SpringApplication(Nothing.class);
        reader.setWebApplicationType(WebApplicationType.NONE);
        reader.setBannerMode(Banner.Mode.OFF);
        reader.setLogStartupInfo(false);
        reader.setDefaultProperties(Map.of("spring.config.name", program));
        var all = new ArrayList<>(arguments);
        all.add("--spring.main.web-application-type=none");
        return reader.run(all.toArray(String[]::new)).getEnvironment();
    }

    private TlsSettings tls() {
        return Binder.get(settings).bindOrCreate("meridian.tls", TlsSettings.class);
    }

    private String required(String name) {
        String value = settings.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new StartupProblem(name + " is not set, and has to be for this.");
        }
        return value;
    }

    private static Path required(String name, @Nullable Path value) {
        if (value == null) {
            throw new StartupProblem(
                    name + " is not set, and has to be for this: name the file that scripts/certs has made.");
        }
        return value;
    }

    void offer(Path file) throws IOException {
        String alias = required("meridian.node");
        String country = "meridian.country." + alias + ".";
        Path authority = required("meridian.tls.authority", tls().authority());
        if (!Files.exists(authority)) {
            throw new StartupProblem(
                    "There is no " + authority + ", which meridian.tls.authority names: scripts/certs makes it.");
        }
        var offer = new Offer(alias, settings.getProperty(country + "name", ""),
                settings.getProperty(country + "iso", ""), settings.getProperty(country + "time-zone", "UTC"),
                kafka(), required("meridian.public-url"),
                secret().publicKey(), Offer.oneLine(Offer.certificates(Files.readString(authority))));
        Files.writeString(file, offer.text());
        out.println("Send " + file.toAbsolutePath()
                + " to the other country's operator, and tell them these digits by another way: "
                + offer.fingerprint());
    }

    private String kafka() {
        String host = settings.getProperty("meridian.embedded.kafka-advertised-host");
        return host == null
                ? required("MERIDIAN_WAN_ADDRESS")
                : host + ":" + required("meridian.embedded.kafka-peer-port");
    }

    private SharedSecret secret() {
        return SharedSecret.of(required("meridian.tls.agreement", tls().agreement()));
    }

    /** Replaces what {@code into} says of that country. */
    void accept(Path file, Path into) throws IOException {
        String own = required("meridian.node");
        Offer offer = Offer.read(Files.readString(file));
        if (offer.alias().equals(own)) {
            throw new StartupProblem("This is " + own + "'s own offer: accept the other country's.");
        }
        var lines = new ArrayList<>(Files.exists(into) ? Files.readAllLines(into) : List.of());
        lines.removeIf(line -> line.startsWith("meridian.peers." + offer.alias() + ".")
                || line.startsWith("meridian.country." + offer.alias() + "."));
        lines.addAll(offer.settings().lines().toList());
        lines.add("meridian.peers." + offer.alias() + ".secret="
                + secret().with(own, offer.alias(), offer.agreement()));
        write(into, String.join("\n", lines) + "\n");
        out.println(
                "Accepted " + offer.alias() + ", whose Kafka is at " + offer.bootstrap()
                        + ". Its operator has to say these digits: "
                        + offer.fingerprint());
        out.println("If they say so, and have accepted " + own + "'s offer too, start this node again.");
    }

    private static void write(Path file, String text) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path unfinished = whole.resolveSibling(whole.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text, StandardCharsets.UTF_8);
        Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
    }
}
