package org.meridian.replay.exporting;

import org.meridian.replay.privacy.Pseudonyms;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.source.Selection;
import java.nio.file.Path;

/** What people wrote. */
final class Words {

    Words(Cluster cluster, Pseudonyms pseudonyms) {}

    Manifest.File write(Path folder, Selection selection) {
        throw new IllegalStateException("not yet");
    }
}
