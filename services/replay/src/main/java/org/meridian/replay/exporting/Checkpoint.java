package org.meridian.replay.exporting;

import org.meridian.replay.output.TextFile;
import org.meridian.replay.source.Plan;

/**
 * Where an unfinished export is; {@code checkpoint.json} beside its files until the manifest takes its place. With the
 * same plan the same facts come in the same order, so a number of facts says where to go on.
 *
 * @param key      the fingerprint of the pseudonyms' key
 * @param position to where the facts' file is whole
 */
record Checkpoint(String tool, Request request, String key, Plan plan, TextFile.Position position) {

    static final String NAME = "checkpoint.json";

    Checkpoint at(TextFile.Position other) {
        return new Checkpoint(tool, request, key, plan, other);
    }
}
