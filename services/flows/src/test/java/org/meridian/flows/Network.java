package org.meridian.flows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.meridian.node.startup.SecretFile;

/** Countries that know each other: their places, and one secret for each pair. */
final class Network implements AutoCloseable {

    private final Path folder;
    private final Release release;
    private final Map<String, Country> countries = new LinkedHashMap<>();
    private final Map<Set<String>, String> secrets = new LinkedHashMap<>();

    /** A network without data; an earlier run's is deleted. Nothing is started yet. */
    Network(String name, Release release) {
        this.folder = Release.TARGET.resolve("flows").resolve(name);
        this.release = release;
        try {
            Release.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A country of this network, with the others known so far as its peers. */
    Country add(String alias) {
        var added = new Country(alias, folder.resolve(alias), release);
        countries.values().forEach(added::knows);
        countries.put(alias, added);
        added.secrets(this::secret);
        return added;
    }

    /** What its countries run unless they were upgraded. */
    Release release() {
        return release;
    }

    String secret(String one, String other) {
        return secrets.computeIfAbsent(new TreeSet<>(List.of(one, other)), pair -> SecretFile.random());
    }

    Country country(String alias) {
        Country found = countries.get(alias);
        if (found == null) {
            throw new IllegalArgumentException(alias + " is not in the network");
        }
        return found;
    }

    Country uk() {
        return country("uk");
    }

    Country nz() {
        return country("nz");
    }

    @Override
    public void close() {
        List<Country> all = new ArrayList<>(countries.values());
        all.parallelStream().forEach(Country::close);
    }
}
