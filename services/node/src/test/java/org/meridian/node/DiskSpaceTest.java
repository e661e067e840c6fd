package org.meridian.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class DiskSpaceTest {

    private final AtomicLong free = new AtomicLong(DataSize.ofGigabytes(10).toBytes());
    private final List<@Nullable String> links = new ArrayList<>();
    private final DiskSpace space = new DiskSpace(
            new EmbeddedSettings(Path.of("data"), 1, 2, 3, 4, "127.0.0.1", "127.0.0.1", DataSize.ofMegabytes(1_000),
                    DataSize.ofMegabytes(500)),
            links::add, free::get);

    private void look(long megabytes) {
        free.set(DataSize.ofMegabytes(megabytes).toBytes());
        space.look();
    }

    @Test
    void firstTheLinksWaitThenWritingAndBothGoOnWhenATenthMoreIsFree() {
        look(1_000);
        assertThat(links).isEmpty();
        look(999);
        look(998);
        assertThat(links).singleElement().asString().contains("less than 1000 MB", "meridian.embedded.space-for-links");
        assertThat(space.reason()).isEmpty();
        look(499);
        assertThat(space.reason()).hasValueSatisfying(it -> assertThat(it).contains("no room"));
        look(549);
        assertThat(space.reason()).isPresent();
        look(551);
        assertThat(space.reason()).isEmpty();
        look(1_099);
        assertThat(links).hasSize(1);
        look(1_101);
        assertThat(links).hasSize(2).last().isNull();
    }

    @Test
    void itKnowsHowMuchIsFree(@TempDir Path directory) {
        var settings = new EmbeddedSettings(directory, 1, 2, 3, 4, "127.0.0.1", "127.0.0.1", DataSize.ofBytes(1),
                DataSize.ofBytes(1));
        var real = new DiskSpace(settings, links::add);
        real.look();
        assertThat(real.free()).isPositive();
        assertThat(links).isEmpty();
    }
}
