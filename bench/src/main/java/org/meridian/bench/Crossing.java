package org.meridian.bench;

import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;

/** {@link Posts} from the UK to New Zealand, beside the raw link. */
final class Crossing implements Bench.Benchmark {

    private static final Pace PACE = new Pace(50, 15, 20);

    @Override
    public void run(Network network, Report report) throws Exception {
        network.only("uk", "nz");
        Member author = Member.signUp(network.httpPort("uk"), "author@bench.example");
        Member reader = Member.signUp(network.httpPort("nz"), "reader@bench.example");
        String group = author.createGroup();
        reader.join(group);

        Latencies raw;
        Posts posts = new Posts(PACE);
        try (var link = new RawLink(network.kafka("uk"), network.kafka("nz"))) {
            report.say("the raw link");
            raw = link.measure(PACE);
            report.say("posts");
            posts.cross(author, reader, group);
        }
        report.add("p50", posts.crossing().millis(0.5), "ms", new Limit("raw link p50", raw.millis(0.5)),
                Aim.ratioUnder(2));
        report.add("p99", posts.crossing().millis(0.99), "ms", new Limit("raw link p99", raw.millis(0.99)),
                Aim.under(500));
        report.add("GET of a post that is there, p50", posts.present().millis(0.5), "ms", null, null);
        report.note(posts.crossing().count() + " posts at " + PACE.perSecond() + "/s, only uk and nz running; "
                + Posts.READERS
                + " readers ask for the posts in order from their 201 on, and the node holds a request until the post is"
                + " there: the resolution is that GET");
    }
}
