package org.meridian.bench;

import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;

/** {@link Posts} from the UK to New Zealand, beside the raw link; and where they are meanwhile. */
final class Crossing implements Bench.Benchmark {

    private static final Pace PACE = new Pace(50, 15, 20);
    private static final Pace WATCHED = new Pace(50, 3, 15);

    @Override
    public void run(Network network, Report report) throws Exception {
        startNotingCommits(network);
        Member author = Member.signUp(network.httpPort("uk"), "author@bench.example");
        Member reader = Member.signUp(network.httpPort("nz"), "reader@bench.example");
        String group = author.createGroup();
        reader.join(group);

        Latencies raw;
        Posts posts = new Posts(PACE);
        Journey.Steps steps;
        try (var link = new RawLink(network.kafka("uk"), network.kafka("nz"))) {
            report.say("the raw link");
            raw = link.measure(PACE);
            report.say("posts");
            posts.cross(author, reader, group);
            report.say("posts, watched on their way");
            steps = watched(network, author, reader, group);
        }
        report.add("p50", posts.crossing().millis(0.5), "ms", new Limit("raw link p50", raw.millis(0.5)),
                Aim.ratioUnder(2));
        report.add("p99", posts.crossing().millis(0.99), "ms", new Limit("raw link p99", raw.millis(0.99)),
                Aim.ratioUnder(2));
        report.add("GET of a post that is there, p50", posts.present().millis(0.5), "ms", null, null);
        tell(report, steps);
        report.note(posts.crossing().count() + " posts at " + PACE.perSecond() + "/s, only uk and nz running; "
                + Posts.READERS
                + " readers ask for the posts in order from their 201 on, and the node holds a request until the post is"
                + " there: the resolution is that GET");
    }

    private static Journey.Steps watched(Network network, Member author, Member reader, String group) throws Exception {
        Posts posts = new Posts(WATCHED);
        try (var journey = new Journey(network)) {
            posts.cross(author, reader, group);
            return journey.of(posts.crossed());
        }
    }

    /** From their next start on the databases do. */
    private static void startNotingCommits(Network network) throws Exception {
        network.only("uk", "nz");
        Journey.noteCommits(network, "uk");
        Journey.noteCommits(network, "nz");
        network.only();
        network.only("uk", "nz");
    }

    private static void tell(Report report, Journey.Steps steps) {
        tell(report, "POST → committed", steps.committed());
        tell(report, "POST → answered", steps.answered());
        tell(report, "committed → relayed", steps.relayed());
        tell(report, "relayed → mirrored", steps.mirrored());
        tell(report, "mirrored → applied", steps.applied());
        tell(report, "applied → shown", steps.shown());
        report.note("where its time goes, of " + steps.shown().count() + " other posts at " + WATCHED.perSecond()
                + "/s: committed in uk; relayed and mirrored, when a plain consumer has its fact and its content from the"
                + " Kafka of uk and of nz; applied, when nz has committed its row; shown, when a reader has it");
    }

    private static void tell(Report report, String step, Latencies latencies) {
        report.add(step + ", p50", latencies.millis(0.5), "ms", null, null);
        report.add(step + ", p99", latencies.millis(0.99), "ms", null, null);
    }
}
