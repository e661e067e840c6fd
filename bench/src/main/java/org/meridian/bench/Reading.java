package org.meridian.bench;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.time.Duration;
import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;

/** GETs of a thread of 21 posts, beside GETs that do nothing and a bare JDBC client that selects its rows. */
final class Reading implements Bench.Benchmark {

    private static final Duration UNTIL_COMPILED = Duration.ofSeconds(60);
    private static final String NOTHING = Nothing.PATH + "thread";
    private static final int REPLIES = 20;
    private static final String REPLY = "That is how we do it too, with one difference. ".repeat(6).strip();
    private static final String SELECT = """
            SELECT id, group_id, thread_id, author_id, kind, title, body, tags, jurisdiction, published_at
            FROM posts.showable_post WHERE thread_id = ? ORDER BY published_at, id""";

    @Override
    public void run(Network network, Report report) throws Exception {
        network.alone("uk");
        Member reader = Member.signUp(network.httpPort("uk"), "author@bench.example");
        Member operator = Member.signUp(network.httpPort("uk"), "operator@uk.example");
        String thread = writeThread(reader);
        operator.awaitSettled();

        ProcessHandle node = network.process("uk");
        report.say("warming up");
        String path = "/api/posts/" + thread;
        Load.run(node, 32, Load.WARM_UP, UNTIL_COMPILED, getting(reader, path));
        Load.run(node, 32, Load.WARM_UP, Load.WARM_UP, getting(reader, NOTHING));
        Load.run(node, 8, Load.WARM_UP, Load.WARM_UP, selecting(network, thread));
        for (int connections : Load.CONNECTIONS) {
            report.say(connections + " connections, JDBC");
            Load rows = Load.run(node, connections, Load.WARM_UP, Load.MEASURED, selecting(network, thread));
            report.say(connections + " connections, a GET that does nothing");
            Load nothing = Load.run(node, connections, Load.WARM_UP, Load.MEASURED, getting(reader, NOTHING));
            report.say(connections + " connections, HTTP");
            Load load = Load.run(node, connections, Load.WARM_UP, Load.MEASURED, getting(reader, path));
            boolean most = connections == 32;
            report.add(connections + " connections", load.perSecond(), "GETs/s",
                    new Limit("a GET that does nothing", nothing.perSecond()), most ? Aim.ratioOver(0.7) : null);
            report.add(connections + " connections", load.perSecond(), "GETs/s",
                    new Limit("JDBC, the rows alone", rows.perSecond()), most ? Aim.over(1_500) : null);
            report.note(Load.costs(connections, load, nothing, rows));
        }
        report.note("only uk runs, after a minute of reading; one thread, always the same");
    }

    private static String writeThread(Member member) throws IOException, InterruptedException {
        return writeThread(member, member.createGroup());
    }

    /** A post and twenty replies; returns the post's id. */
    static String writeThread(Member member, String group) throws IOException {
        try (var connection = member.connect()) {
            String thread = Member.id(connection.post("/api/groups/" + group + "/posts", Member.POST).with(201));
            for (int i = 0; i < REPLIES; i++) {
                connection.post("/api/posts/" + thread + "/replies", "{\"body\":\"" + REPLY + "\"}").with(201);
            }
            String answer = connection.get("/api/posts/" + thread).with(200).text();
            if (answer.split(REPLY, -1).length - 1 != REPLIES) {
                throw new IllegalStateException("The thread is not whole: " + answer);
            }
            return thread;
        }
    }

    private static Load.Opening getting(Member reader, String path) {
        return toClose -> {
            HttpConnection connection = reader.connect();
            toClose.add(connection);
            return () -> connection.get(path).with(200);
        };
    }

    private static Load.Opening selecting(Network network, String thread) {
        return toClose -> {
            var connection = network.database("uk");
            toClose.add(connection);
            PreparedStatement select = connection.prepareStatement(SELECT);
            select.setString(1, thread);
            return () -> readRows(select);
        };
    }

    private static void readRows(PreparedStatement select) throws Exception {
        int rows = 0;
        try (var row = select.executeQuery()) {
            while (row.next()) {
                row.getString("body");
                rows++;
            }
        }
        if (rows != REPLIES + 1) {
            throw new IllegalStateException("The thread has " + rows + " rows.");
        }
    }
}
