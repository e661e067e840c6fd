package org.meridian.replay.exporting;

import java.nio.file.Path;
import java.util.List;
import org.meridian.replay.source.Facts;
import org.meridian.replay.source.Plan;

/**
 * What an export holds and how to make it again: {@code manifest.json} beside the files. Nothing in it depends on when or
 * where the replay ran.
 *
 * @param tool          the program and its version
 * @param key           the fingerprint of the pseudonyms' key, never the key
 * @param fewestMembers groups with fewer are called {@code other}
 * @param order         what the facts are ordered by
 */
public record Manifest(String tool, Request request, String key, int fewestMembers, String order, Plan plan,
        Facts.Counts counts, List<File> files) {

    public static final String NAME = "manifest.json";
    static final String ORDER = "occurredAt, country, topic, id, version, event id";

    /** @param sha256 hexadecimal */
    public record File(String name, long records, long bytes, String sha256) {}

    public static Manifest in(Path folder) {
        return Json.read(folder.resolve(NAME), Manifest.class);
    }

    static String program() {
        String version = Manifest.class.getPackage().getImplementationVersion();
        return "meridian-replay " + (version == null ? "development" : version);
    }
}
