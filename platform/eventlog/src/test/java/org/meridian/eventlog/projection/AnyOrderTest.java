package org.meridian.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.TestIds.id;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.kafka.common.TopicPartition;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.sample.Notes;
import org.meridian.testing.RealServers;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whatever the order, the batches and the repeats in which facts and content arrives: in the end the rows are the same. */
class AnyOrderTest {

    private static final Database DATABASE = Notes.database(RealServers.database(), 2);
    private static final JdbcTemplate JDBC = DATABASE.jdbc();

    private final Notes rows = new Notes(1);
    private final Applier applier = new Applier(DATABASE,
            new Judge("uk", Set.of("nz", "us"), Records.CODEC, Clock.systemUTC()), rows,
            Clock.systemUTC());
    private final List<String> expected = rowsAfter(all(), new Random(0), false);

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    private static List<Entry> all() {
        var entries = new ArrayList<Entry>();
        for (String id : List.of(id("uk-a"), id("nz-b"), id("nz-c"), id("us-d"), id("uk-e"))) {
            for (int version = 1; version <= 5; version++) {
                entries.add(Notes.published(id, version));
                entries.add(Notes.content(id, version, "text " + version));
            }
        }
        entries.add(Notes.withdrawn(id("nz-c"), 6));
        entries.add(Notes.withdrawn(id("uk-e"), 6));
        return entries;
    }

    @Property(tries = 60)
    void everyOrderEndsInTheSameRows(@ForAll long seed) {
        var random = new Random(seed);
        List<Entry> shuffled = new ArrayList<>(all());
        for (int repeat = random.nextInt(20); repeat > 0; repeat--) {
            shuffled.add(shuffled.get(random.nextInt(shuffled.size())));
        }
        Collections.shuffle(shuffled, random);
        assertThat(rowsAfter(shuffled, random, true)).isEqualTo(expected);
        assertThat(new Parked(JDBC).count()).isZero();
    }

    private List<String> rowsAfter(List<Entry> entries, Random random, boolean batches) {
        JDBC.execute("TRUNCATE note, note_content, aggregate, applied_offset, parked");
        var records = new Records();
        List<Incoming> incoming = entries.stream()
                .map(it -> it.id().startsWith("uk-") ? records.own(it) : records.from(it.id().substring(0, 2), it))
                .toList();
        Set<TopicPartition> partitions = Records.before(incoming).keySet();
        partitions.forEach(it -> new Offsets(JDBC).restart(Set.of(it),
                java.util.Map.of(it.topic(), "id")));
        for (int from = 0; from < incoming.size();) {
            int to = batches ? Math.min(incoming.size(), from + 1 + random.nextInt(20)) : incoming.size();
            List<Incoming> batch = incoming.subList(from, to);
            applier.apply(batch, Records.before(batch));
            from = to;
        }
        return Notes.rows(JDBC);
    }
}
