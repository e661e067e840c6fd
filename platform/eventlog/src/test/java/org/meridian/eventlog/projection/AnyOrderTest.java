package org.meridian.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
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
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.sample.Notes;
import org.meridian.testing.RealServers;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever the order, the batches and the repeats in which facts and content arrives: in the end the rows are the same. */
class AnyOrderTest {

    private static final HikariDataSource DATA = RealServers.database().pool(2);
    private static final JdbcTemplate JDBC = new JdbcTemplate(DATA);

    static {
        Notes.migrate(DATA);
    }

    private final Notes rows = new Notes(1);
    private final Applier applier = new Applier(JDBC, new TransactionTemplate(new JdbcTransactionManager(DATA)),
            Notes.SERVICE, new Judge("uk", Set.of("nz", "us"), Records.CODEC, rows::speaksFor), rows,
            Clock.systemUTC());
    private final List<String> expected = rowsAfter(all(), new Random(0), false);

    @AfterContainer
    static void close() {
        DATA.close();
    }

    private static List<Entry> all() {
        var entries = new ArrayList<Entry>();
        for (String id : List.of("uk-a", "nz-b", "nz-c", "us-d", "uk-e")) {
            for (int version = 1; version <= 5; version++) {
                entries.add(Notes.published(id, version));
                entries.add(Notes.content(id, version, "text " + version));
            }
        }
        entries.add(Notes.withdrawn("nz-c", 6));
        entries.add(Notes.withdrawn("uk-e", 6));
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
        assertThat(new Parked(JDBC, Notes.SERVICE).count()).isZero();
    }

    private List<String> rowsAfter(List<Entry> entries, Random random, boolean batches) {
        JDBC.execute("TRUNCATE notes.note, notes.note_content, notes.aggregate, notes.applied_offset, notes.parked");
        var records = new Records();
        List<Incoming> incoming = entries.stream()
                .map(it -> it.id().startsWith("uk-") ? records.own(it) : records.from(it.id().substring(0, 2), it))
                .toList();
        Set<TopicPartition> partitions = Records.before(incoming).keySet();
        partitions.forEach(it -> new Offsets(JDBC, Notes.SERVICE).restart(Set.of(it),
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
