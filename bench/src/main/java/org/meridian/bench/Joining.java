package org.meridian.bench;

import static org.meridian.events.membership.Joining.APPROVAL;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;

/**
 * Into a group and out of it: across a border beside posts that cross it, requests beside the same inserts by JDBC, and a
 * group of a hundred thousand beside groups of a hundred.
 */
final class Joining implements Bench.Benchmark {

    private static final Pace CROSSING = new Pace(50, 10, 10);
    private static final int JOINERS = 16;
    private static final int GROUPS = 12;
    private static final int WARM_UP_GROUPS = 2;
    private static final int AT_ONCE = 4;
    private static final long TIMEOUT_NANOS = 30_000_000_000L;
    private static final int ASKED_GROUPS = 12_000;
    private static final int LARGE = 100_000;
    private static final int SMALL = 100;
    private static final int SMALL_GROUPS = 10;
    private static final int REMOVED = 900;
    private static final int READ = 1_000;

    @Override
    public void run(Network network, Report report) throws Exception {
        acrossABorder(network, report);
        requests(network, report);
        sizes(network, report);
    }

    private static void acrossABorder(Network network, Report report) throws Exception {
        network.only("uk", "nz");
        Member owner = Member.signUp(network.httpPort("uk"), "owner@joining.example");
        Member reader = Member.signUp(network.httpPort("nz"), "reader@joining.example");
        String measured = owner.createGroup();
        reader.join(measured);
        report.say("posts");
        Posts posts = new Posts(CROSSING);
        posts.cross(owner, reader, measured);
        var crossing = new Limit("post p50", posts.crossing().millis(0.5));
        var slowCrossing = new Limit("post p99", posts.crossing().millis(0.99));

        report.say("memberships");
        List<Member> joiners = new ArrayList<>();
        for (int i = 0; i < JOINERS; i++) {
            joiners.add(Member.signUp(network.httpPort("nz"), "joiner" + i + "@joining.example"));
        }
        var granted = new Latencies();
        var revoked = new Latencies();
        for (int i = 0; i < GROUPS; i++) {
            String group = owner.createGroup("approval", List.of("joining.example"));
            reader.awaitKnown(group);
            boolean counts = i >= WARM_UP_GROUPS;
            atOnce(joiners, joiner -> joinAndBeRemoved(owner, joiner, group, counts ? granted : new Latencies(),
                    counts ? revoked : new Latencies()));
        }
        report.add("asked → reads, p50", granted.millis(0.5), "ms", crossing, Aim.ratioUnder(3));
        report.add("asked → reads, p99", granted.millis(0.99), "ms", slowCrossing, null);
        report.add("removed → refused, p50", revoked.millis(0.5), "ms", crossing, Aim.ratioUnder(2));
        report.add("removed → refused, p99", revoked.millis(0.99), "ms", slowCrossing, null);
        report.note(granted.count() + " members of nz, " + AT_ONCE + " at once, ask a group of uk that takes in their"
                + " domain, from the 202 until nz lets them read its posts; then uk removes them, from the 200 until the"
                + " request to nz is sent that it refuses; a post from its 201 until nz shows it");
    }

    private static void joinAndBeRemoved(Member owner, Member joiner, String group, Latencies granted,
            Latencies revoked) throws IOException {
        String posts = "/api/groups/" + group + "/posts";
        try (var nz = joiner.connect(); var uk = owner.connect()) {
            nz.post("/api/groups/" + group + "/join-requests", "{}").with(202);
            granted.add(untilOpen(nz, posts));
            uk.delete("/api/groups/" + group + "/members/" + joiner.id()).with(200);
            revoked.add(untilClosed(nz, posts));
        }
    }

    private static long untilOpen(HttpConnection connection, String path) throws IOException {
        long begin = System.nanoTime();
        while (connection.get(path).status() != 200) {
            inTime(begin, path);
        }
        return System.nanoTime() - begin;
    }

    /** Until the request was sent that is refused: its answer is held back for a while, since what it asks for may be on its way. */
    private static long untilClosed(HttpConnection connection, String path) throws IOException {
        long begin = System.nanoTime();
        long sent = begin;
        while (connection.get(path).status() == 200) {
            inTime(begin, path);
            sent = System.nanoTime();
        }
        return sent - begin;
    }

    private static void inTime(long begin, String path) {
        if (System.nanoTime() - begin > TIMEOUT_NANOS) {
            throw new IllegalStateException(path + " did not change within 30 s.");
        }
    }

    private interface Each {
        void does(Member member) throws Exception;
    }

    private static void atOnce(List<Member> members, Each each) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (Member member : members) {
                all.add(threads.submit(() -> {
                    each.does(member);
                    return "done";
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void requests(Network network, Report report) throws Exception {
        network.alone("uk");
        Member operator = Member.signUp(network.httpPort("uk"), "operator@uk.example");
        List<String> groups;
        try (var crowd = new Crowd(network.kafka("uk"))) {
            groups = crowd.found(ASKED_GROUPS, APPROVAL);
        }
        operator.awaitSettled();
        operator.awaitKnown(groups.getLast());
        ConcurrentLinkedQueue<Member> applicants = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 4 * 32; i++) {
            applicants.add(Member.signUp(network.httpPort("uk"), "applicant" + i + "@joining.example"));
        }
        ProcessHandle node = network.process("uk");
        Load.Opening asking = toClose -> {
            Member applicant = applicants.remove();
            HttpConnection connection = applicant.connect();
            toClose.add(connection);
            Iterator<String> next = groups.iterator();
            String note = Member.json(Map.of("note", Member.NOTE));
            return () -> connection.post("/api/groups/" + next.next() + "/join-requests", note).with(202);
        };
        report.say("warming up");
        Load.run(node, 32, Load.WARM_UP, Load.UNTIL_COMPILED, asking);
        try (var inserts = BareInserts.ofJoinRequests(network)) {
            Load.run(node, 8, Load.WARM_UP, Load.WARM_UP, inserts);
            for (int connections : Load.CONNECTIONS) {
                operator.awaitSettled();
                report.say(connections + " connections, JDBC");
                Load rows = Load.run(node, connections, Load.WARM_UP, Load.MEASURED, inserts);
                report.say(connections + " connections, HTTP");
                Load load = Load.run(node, connections, Load.WARM_UP, Load.MEASURED, asking);
                report.add("requests, " + connections + " connections", load.perSecond(), "/s",
                        new Limit("JDBC, same statement", rows.perSecond()), null);
            }
        }
        report.note("only uk runs, after two minutes of requests; each is one member's to one of " + ASKED_GROUPS
                + " groups whose moderators decide; JDBC is Outbox's own statement, as with writing");
    }

    private static void sizes(Network network, Report report) throws Exception {
        Member owner = Member.signUp(network.httpPort("uk"), "owner@joining.example");
        Member operator = Member.signUp(network.httpPort("uk"), "operator@uk.example");
        report.say("a group of " + LARGE);
        List<Filled> small = new ArrayList<>();
        List<Filled> large;
        try (var crowd = new Crowd(network.kafka("uk"))) {
            for (int i = 0; i < SMALL_GROUPS; i++) {
                small.add(fill(crowd, owner, SMALL));
            }
            large = List.of(fill(crowd, owner, LARGE));
        }
        owner.awaitThere(
                "/api/groups/" + large.getFirst().group() + "/members/" + large.getFirst().members().getLast());
        operator.awaitSettled();
        Calls few = measured(owner, small);
        Calls many = measured(owner, large);
        compare(report, "first page of members", many.page(), few.page());
        compare(report, "permission check", many.check(), few.check());
        compare(report, "removal", many.removal(), few.removal());
        report.note("a group of " + LARGE + " beside groups of " + SMALL
                + ", by one connection over HTTP, which is more than"
                + " the database alone; the permission check is a GET of the posts of a group that has none");
    }

    private static void compare(Report report, String what, Latencies many, Latencies few) {
        report.add(what + ", p99", many.millis(0.99), "ms", new Limit("group of " + SMALL, few.millis(0.99)),
                Aim.under(20));
    }

    private record Filled(String group, List<String> members) {}

    private static Filled fill(Crowd crowd, Member owner, int members) throws Exception {
        String group = owner.createGroup();
        return new Filled(group, crowd.fill(group, members));
    }

    private record Calls(Latencies page, Latencies check, Latencies removal) {}

    private static Calls measured(Member owner, List<Filled> groups) throws IOException {
        var calls = new Calls(new Latencies(), new Latencies(), new Latencies());
        try (var connection = owner.connect()) {
            for (int i = 0; i < 2 * READ; i++) {
                String group = "/api/groups/" + groups.get(i % groups.size()).group();
                boolean counts = i >= READ;
                timed(counts, calls.page(), () -> connection.get(group + "/members"));
                timed(counts, calls.check(), () -> connection.get(group + "/posts"));
            }
            for (int i = 0; i < REMOVED; i++) {
                Filled filled = groups.get(i % groups.size());
                String member = filled.members().get(i / groups.size());
                timed(true, calls.removal(),
                        () -> connection.delete("/api/groups/" + filled.group() + "/members/" + member));
            }
        }
        return calls;
    }

    private interface Call {
        HttpConnection.Answer made() throws IOException;
    }

    private static void timed(boolean counts, Latencies latencies, Call call) throws IOException {
        long begin = System.nanoTime();
        call.made().with(200);
        if (counts) {
            latencies.add(System.nanoTime() - begin);
        }
    }
}
