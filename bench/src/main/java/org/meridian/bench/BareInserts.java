package org.meridian.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.outbox.Outbox;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.posts.publishing.ArrivalTable;
import org.meridian.posts.publishing.PostTable;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The inserts of a published post, by a bare JDBC client: the very statement that the node's Outbox composes, taken down
 * instead of run, with values composed before the clock runs.
 */
final class BareInserts implements Load.Opening, AutoCloseable {

    private static final String SCHEMA = "bench";
    private static final int COMPOSED = 40_000;
    private static final JsonNode POST = JsonMapper.shared().readTree(Member.POST);

    private final Network network;
    private final TakenDown takenDown = new TakenDown();
    private final Outbox outbox = new Outbox(takenDown, new PostRows(),
            new Codec(SchemaLock.onClassPath(), new PeerSchemas()), Clock.systemUTC());
    private final String author = Ids.create("uk");
    private final String group = Ids.create("uk");
    private final ConcurrentLinkedQueue<PreparedStatementSetter> composed = new ConcurrentLinkedQueue<>();

    private BareInserts(Network network) {
        this.network = network;
    }

    /** Makes the scratch schema, from the migrations that the posts service has. */
    static BareInserts prepare(Network network) throws IOException, SQLException {
        try (var connection = network.database("uk"); var sql = connection.createStatement()) {
            sql.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
            sql.execute("CREATE SCHEMA " + SCHEMA);
            sql.execute("SET search_path = " + SCHEMA);
            for (String migration : List.of("eventlog/V1__eventlog", "community/V1__community",
                    "community/V2__groups_change", "posts/V1__posts", "posts/V2__languages", "posts/V3__new_threads")) {
                sql.execute(resource("/db/" + migration + ".sql"));
            }
        }
        return new BareInserts(network);
    }

    private static String resource(String name) throws IOException {
        try (var in = Outbox.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Called for each connection, before the clock runs. */
    @Override
    public Load.Work open(List<AutoCloseable> closeAfterwards) throws Exception {
        for (int missing = COMPOSED - composed.size(); missing > 0; missing--) {
            composed.add(compose());
        }
        Connection connection = network.database("uk");
        connection.setSchema(SCHEMA);
        closeAfterwards.add(connection);
        PreparedStatement statement = connection.prepareStatement(takenDown.sql);
        return () -> {
            PreparedStatementSetter ready = composed.poll();
            (ready == null ? compose() : ready).setValues(statement);
            statement.executeUpdate();
        };
    }

    private synchronized PreparedStatementSetter compose() {
        String id = Ids.create("uk");
        var fact = PostPublished.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(1)
                .setOccurredAt(Ids.occurredAt(Instant.now(), Instant.EPOCH)).setActorId(author).setGroupId(group)
                .setKind(Kind.DISCUSSION).setMembershipVersion(1).build();
        var content = PostContent.newBuilder().setId(id).setVersion(1).setTitle(POST.get("title").asString())
                .setBody(POST.get("body").asString()).setTags(List.of("layout", "wards")).build();
        outbox.append(List.of(new Fact(Topics.posts(false), fact), new Content(Topics.content(false), content)));
        return takenDown.values;
    }

    @Override
    public void close() throws IOException, SQLException {
        try (var connection = network.database("uk"); var sql = connection.createStatement()) {
            sql.execute("DROP SCHEMA " + SCHEMA + " CASCADE");
        }
    }

    /** Notes what it should run. */
    private static final class TakenDown extends JdbcTemplate {

        private String sql = "";
        private PreparedStatementSetter values = statement -> {};

        @Override
        public int update(String statement, @Nullable PreparedStatementSetter setter) {
            sql = statement;
            values = Objects.requireNonNull(setter);
            return 1;
        }
    }

    /** The tables that a published post writes to. */
    private static final class PostRows implements ReadModel {

        private final ArrivalTable arrivals = new ArrivalTable(Clock.systemUTC());

        @Override
        public List<BulkStatement> on(List<Entry> entries) {
            return Stream.concat(PostTable.on(entries).stream(), arrivals.on(entries).stream()).toList();
        }

        @Override
        public List<String> tables() {
            return List.of();
        }

        @Override
        public int codeVersion() {
            return 1;
        }
    }
}
