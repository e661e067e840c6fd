package org.meridian.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.event.ServiceReadModel;
import org.meridian.eventlog.outbox.Outbox;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.membership.ShadowMembership;
import org.meridian.posts.rows.ShadowPosts;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The inserts of one thing that a member does, by a bare JDBC client: the very statement that the node's Outbox composes,
 * taken down instead of run, with values composed before the clock runs.
 */
final class BareInserts implements Load.Opening, AutoCloseable {

    private static final String SCHEMA = "bench";
    private static final int COMPOSED = 40_000;
    private static final JsonNode POST = JsonMapper.shared().readTree(Member.POST);

    private final Network network;
    private final Database database;
    private final TakenDown takenDown = new TakenDown();
    private final Outbox outbox;
    private final Supplier<List<Entry>> entries;
    private final ConcurrentLinkedQueue<PreparedStatementSetter> composed = new ConcurrentLinkedQueue<>();

    /** Makes a scratch schema, from the migrations that the service has. */
    private BareInserts(Network network, ServiceReadModel service, Supplier<List<Entry>> entries)
            throws IOException, SQLException {
        this.network = network;
        this.entries = entries;
        drop();
        this.database = Database.shadow(service.service(), SCHEMA, network.database("uk", SCHEMA),
                service.libraries());
        database.start();
        this.outbox = new Outbox(takenDown, service.in(database, "uk", Clock.systemUTC()),
                new Codec(SchemaLock.onClassPath(), new PeerSchemas()), Clock.systemUTC());
    }

    /** Posts of one author in one group. */
    static BareInserts ofPosts(Network network) throws IOException, SQLException {
        String author = Ids.create("uk");
        String group = Ids.create("uk");
        return new BareInserts(network, new ShadowPosts(), () -> {
            String id = Ids.create("uk");
            var fact = PostPublished.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(1).setOccurredAt(now())
                    .setActorId(author).setGroupId(group).setKind(Kind.DISCUSSION).setMembershipVersion(1).build();
            var content = PostContent.newBuilder().setId(id).setVersion(1).setTitle(POST.get("title").asString())
                    .setBody(POST.get("body").asString()).setTags(List.of("layout", "wards")).build();
            return List.of(new Fact(Topics.posts(false), fact), new Content(Topics.content(false), content));
        });
    }

    /** Requests to join one group, of as many members. */
    static BareInserts ofJoinRequests(Network network) throws IOException, SQLException {
        String group = Ids.create("uk");
        return new BareInserts(network, new ShadowMembership(), () -> {
            String id = Ids.create("uk");
            String member = Ids.create("uk");
            var fact = JoinRequested.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(1).setOccurredAt(now())
                    .setActorId(member).setGroupId(group).setMemberId(member).build();
            var content = JoinAnswers.newBuilder().setId(id).setVersion(1).setNote(Member.NOTE).build();
            return List.of(new Fact(Topics.requestsTo("uk"), fact), new Content(Topics.answersTo("uk"), content));
        });
    }

    private static Instant now() {
        return Ids.occurredAt(Instant.now(), Instant.EPOCH);
    }

    /** Called for each connection, before the clock runs. */
    @Override
    public Load.Work open(List<AutoCloseable> closeAfterwards) throws Exception {
        for (int missing = COMPOSED - composed.size(); missing > 0; missing--) {
            composed.add(compose());
        }
        Connection connection = database.dataSource().getConnection();
        closeAfterwards.add(connection);
        PreparedStatement statement = connection.prepareStatement(takenDown.sql);
        return () -> {
            PreparedStatementSetter ready = composed.poll();
            (ready == null ? compose() : ready).setValues(statement);
            statement.executeUpdate();
        };
    }

    private synchronized PreparedStatementSetter compose() {
        outbox.append(entries.get());
        return takenDown.values;
    }

    @Override
    public void close() throws IOException, SQLException {
        database.close();
        drop();
    }

    private void drop() throws IOException, SQLException {
        try (var connection = network.database("uk"); var sql = connection.createStatement()) {
            sql.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
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
}
