package org.meridian.membership;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.Undecodable;
import org.meridian.testing.RealServers;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A node's membership service in which nothing moves by itself: no Kafka, no workers, no HTTP. Its rows, rules and outbox are the
 * real ones; what it has written is taken from the outbox, and what comes from others waits until somebody delivers it.
 */
public final class QuietNode implements AutoCloseable {

    /** Where a record lies: what is in one of these comes in its order, and nothing else does. */
    private record Lane(String topic, String key) implements Comparable<Lane> {

        @Override
        public int compareTo(Lane other) {
            return (topic + " " + key).compareTo(other.topic + " " + other.key);
        }
    }

    private record Sent(String topic, byte[] value) {}

    /** Not marked as a configuration, which the service would find by itself beside its own. */
    static class NothingStarts {

        @Bean
        LifecycleProcessor lifecycleProcessor() {
            return new LifecycleProcessor() {
                @Override
                public void onRefresh() {}

                @Override
                public void onClose() {}

                @Override
                public void start() {}

                @Override
                public void stop() {}

                @Override
                public boolean isRunning() {
                    return false;
                }
            };
        }
    }

    public final String alias;
    private final ConfigurableApplicationContext context;
    private final Database database;
    private final MembershipReadModel rows;
    private final Map<Lane, Deque<Entry>> waiting = new TreeMap<>();

    public QuietNode(String alias, List<String> peers) {
        this.alias = alias;
        var servers = RealServers.database();
        Map<String, String> properties = new HashMap<>(Map.of("spring.config.name", "membership", "meridian.node",
                alias,
                "spring.datasource.url", servers.url(), "spring.datasource.username", servers.user(),
                "spring.datasource.password", servers.password(), "meridian.kafka.bootstrap.servers", "unused:1",
                "server.port", "0", "meridian.public-url", "https://" + alias + ".example", "meridian.mail-from",
                "Meridian <meridian@" + alias + ".example>"));
        for (String peer : peers) {
            properties.put("meridian.peers." + peer + ".bootstrap", "unused:1");
            properties.put("meridian.peers." + peer + ".url", "http://unused");
            properties.put("meridian.peers." + peer + ".secret", "unused");
        }
        context = new SpringApplicationBuilder(MembershipApplication.class, NothingStarts.class)
                .run(properties.entrySet().stream().map(it -> "--" + it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new));
        database = context.getBean(Database.class);
        database.start();
        rows = new MembershipReadModel(alias);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public JdbcTemplate rows() {
        return database.jdbc();
    }

    /** The first column of a query. */
    public List<String> texts(String sql, Object... arguments) {
        return rows().query(sql, (row, i) -> String.valueOf(row.getString(1)), arguments);
    }

    public void append(List<Entry> entries) {
        context.getBean("membershipLog", EventLog.class).append(entries);
    }

    /** What it has written since this was asked for last goes on its way; returns it. */
    public List<Entry> send(List<QuietNode> all) {
        List<Sent> written = rows().query("DELETE FROM outbox RETURNING seq, topic, value",
                (row, i) -> Map.entry(row.getLong("seq"), new Sent(row.getString("topic"), row.getBytes("value"))))
                .stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
        List<Entry> sent = new ArrayList<>();
        for (Sent record : written) {
            Entry entry = Entry.of(record.topic(), decoded(record.value()));
            sent.add(entry);
            all.stream().filter(it -> it != this && it.hears(record.topic())).forEach(it -> it.waiting
                    .computeIfAbsent(new Lane(record.topic(), entry.id()), lane -> new ArrayDeque<>()).add(entry));
        }
        return sent;
    }

    private boolean hears(String topic) {
        return topic.startsWith("shared.") || topic.startsWith("to-" + alias + ".");
    }

    private SpecificRecord decoded(byte[] value) {
        try {
            return context.getBean(Codec.class).decode(alias, value);
        } catch (Undecodable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next record of one of the lanes comes; says whether there was one. */
    public boolean receive(int which) {
        if (waiting.isEmpty()) {
            return false;
        }
        Lane lane = List.copyOf(waiting.keySet()).get(which % waiting.size());
        Deque<Entry> entries = requireNonNull(waiting.get(lane));
        Entry next = entries.removeFirst();
        if (entries.isEmpty()) {
            waiting.remove(lane);
        }
        rows.on(List.of(next)).stream().filter(it -> it.hasRows()).forEach(it -> it.run(rows()));
        return true;
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
