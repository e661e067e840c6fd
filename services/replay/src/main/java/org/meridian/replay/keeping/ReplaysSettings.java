package org.meridian.replay.keeping;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator sets for exports over HTTP.
 *
 * @param folder where they are kept; null for one among the temporary files
 * @param space  what all of them together may take there
 */
@ConfigurationProperties("meridian.replays")
public record ReplaysSettings(@Nullable Path folder, @DefaultValue("2GB") DataSize space) {

    Path folderOf(String node) {
        return folder == null ? Path.of(System.getProperty("java.io.tmpdir"), "meridian-replays-" + node) : folder;
    }
}
