package org.meridian.bench;

import java.util.Map;
import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;

/** What TLS between countries costs: {@link Posts} from the UK to New Zealand and the start of four nodes, with it and without. */
final class Border implements Bench.Benchmark {

    private static final Pace PACE = new Pace(50, 15, 20);
    private static final Map<String, String> TLS = Map.of("MERIDIAN_TLS", "true");

    @Override
    public void run(Network network, Report report) throws Exception {
        report.say("posts in plain text");
        Latencies plain = crossing(network, Map.of());
        report.say("posts over TLS");
        Latencies secured = crossing(network, TLS);
        report.add("crossing over TLS, p50", secured.millis(0.5), "ms",
                new Limit("in plain text", plain.millis(0.5)), Aim.ratioUnder(1.2));
        report.add("crossing over TLS, p99", secured.millis(0.99), "ms",
                new Limit("in plain text", plain.millis(0.99)), null);
        report.note(secured.count() + " posts at " + PACE.perSecond() + "/s each, only uk and nz running");

        network.only("uk", "nz", "au", "us"); // whose folders may be new
        report.say("four nodes, in plain text and over TLS");
        double without = started(network, Map.of());
        double with = started(network, TLS);
        report.add("four nodes' start over TLS", with, "s", new Limit("in plain text", without), null);
        report.add("what TLS adds to it", with - without, "s", null, Aim.under(2));
        network.only();
    }

    private static double started(Network network, Map<String, String> settings) throws Exception {
        network.only();
        return Starting.secondsToStart(network, settings);
    }

    private static Latencies crossing(Network network, Map<String, String> settings) throws Exception {
        network.only();
        network.only(settings, "uk", "nz");
        Member author = Member.signUp(network.httpPort("uk"), "author@border.example");
        Member reader = Member.signUp(network.httpPort("nz"), "reader@border.example");
        String group = author.createGroup();
        reader.join(group);
        Posts posts = new Posts(PACE);
        posts.cross(author, reader, group);
        return posts.crossing();
    }
}
