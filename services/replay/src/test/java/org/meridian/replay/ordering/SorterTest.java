package org.meridian.replay.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.meridian.replay.problem.ReplayProblem;

class SorterTest {

    private static final TieBreak BY_BYTES = (a, aOffset, aLength, b, bOffset, bLength) -> Arrays.compareUnsigned(a,
            aOffset, aOffset + aLength, b, bOffset, bOffset + bLength);

    private record Entry(long time, int place, int number) {}

    /** In buffers of a few entries, so that most of them go to disk. */
    private static List<Entry> sorted(List<Entry> entries, Path folder) {
        List<Entry> sorted = new ArrayList<>();
        try (Sorter sorter = new Sorter(200, folder, BY_BYTES)) {
            for (Entry entry : entries) {
                byte[] bytes = ByteBuffer.allocate(4 + entry.number() % 50).putInt(entry.number()).array();
                sorter.add(entry.time(), entry.place(), bytes, 0, bytes.length);
            }
            sorter.finish();
            for (Cursor at = sorter.next(); at != null; at = sorter.next()) {
                sorted.add(new Entry(at.time, at.place, ByteBuffer.wrap(at.bytes).getInt(at.offset)));
            }
        }
        return sorted;
    }

    @Property(tries = 60)
    void everyEntryComesOnceAndInOrderHoweverTheyCame(
            @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 40) Integer> times) throws Exception {
        Path folder = Files.createTempDirectory("sorter");
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            entries.add(new Entry(times.get(i) - 20, i % 3, i));
        }

        assertThat(sorted(entries, folder)).isEqualTo(entries.stream().sorted(Comparator.comparing(Entry::time)
                .thenComparing(Entry::place).thenComparing(Entry::number)).toList());
        try (var left = Files.list(folder)) {
            assertThat(left).as("runs have no names").isEmpty();
        }
        Files.delete(folder);
    }

    @Example
    void saysWhichFolderHasNoRoom() {
        List<Entry> many = IntStream.range(0, 300).mapToObj(i -> new Entry(i, 0, i)).toList();

        assertThatThrownBy(() -> sorted(many, Path.of("/proc/nowhere"))).isInstanceOf(ReplayProblem.class)
                .hasMessageContaining("cannot be put into /proc/nowhere").hasMessageContaining("set TMPDIR");
    }
}
