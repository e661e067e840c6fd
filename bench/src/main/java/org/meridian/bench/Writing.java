package org.meridian.bench;

import java.util.Locale;
import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;

/** Posts accepted by one node over HTTP, beside POSTs that do nothing and a bare JDBC client that does the same inserts. */
final class Writing implements Bench.Benchmark {

    @Override
    public void run(Network network, Report report) throws Exception {
        network.alone("uk");
        Member author = Member.signUp(network.httpPort("uk"), "author@bench.example");
        Member operator = Member.signUp(network.httpPort("uk"), "operator@uk.example");
        Load.Opening posting = posting(author, "/api/groups/" + author.createGroup() + "/posts");
        Load.Opening doingNothing = posting(author, Nothing.PATH + "posts");
        ProcessHandle node = network.process("uk");
        report.say("warming up");
        Load.run(node, 32, Load.WARM_UP, Load.UNTIL_COMPILED, posting);
        Load.run(node, 32, Load.WARM_UP, Load.WARM_UP, doingNothing);
        try (var inserts = BareInserts.ofPosts(network)) {
            Load.run(node, 8, Load.WARM_UP, Load.WARM_UP, inserts);
            for (int connections : Load.CONNECTIONS) {
                operator.awaitSettled();
                report.say(connections + " connections, JDBC");
                Load rows = Load.run(node, connections, Load.WARM_UP, Load.MEASURED, inserts);
                report.say(connections + " connections, a POST that does nothing");
                Load nothing = Load.run(node, connections, Load.WARM_UP, Load.MEASURED, doingNothing);
                report.say(connections + " connections, HTTP");
                Load load = Load.run(node, connections, Load.WARM_UP, Load.MEASURED, posting);
                long begin = System.nanoTime();
                operator.awaitSettled();
                report.add(connections + " connections", load.perSecond(), "posts/s",
                        new Limit("a POST that does nothing", nothing.perSecond()),
                        connections == 32 ? Aim.ratioOver(0.5) : null);
                report.add(connections + " connections", load.perSecond(), "posts/s",
                        new Limit("JDBC, same statement", rows.perSecond()), null);
                report.note(Load.costs(connections, load, nothing, rows)
                        + String.format(Locale.ROOT, "; all was in Kafka and applied %.1f s after the last",
                                (System.nanoTime() - begin) / 1e9));
            }
        }
        report.note(
                "only uk runs, after two minutes of posting; JDBC is Outbox's own statement in a scratch schema from the same migrations,"
                        + " its values composed beforehand, over as many connections; nothing relays its rows");
    }

    private static Load.Opening posting(Member author, String path) {
        return toClose -> {
            HttpConnection connection = author.connect();
            toClose.add(connection);
            return () -> connection.post(path, Member.POST).with(201);
        };
    }
}
