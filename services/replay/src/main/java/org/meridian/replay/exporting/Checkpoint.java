package org.meridian.replay.exporting;

import org.meridian.replay.output.TextFile;
import org.meridian.replay.source.Plan;

/**
 * How far an unfinished export has come: {@code checkpoint.json} beside its files, until the manifest takes its place. The
 * same plan gives the same facts in the same order, so the number of written facts says where to continue.
 *
 * @param key      the fingerprint of the pseudonyms' key
 * @param position up to where the file of facts is whole
 */
record Checkpoint(String tool, Request request, String key, Plan plan, TextFile.Position position) {

    static final String NAME = "checkpoint.json";

    Checkpoint at(TextFile.Position other) {
        return new Checkpoint(tool, request, key, plan, other);
    }
}
