package org.meridian.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;

/**
 * Searches over 200,000 posts by somebody who may read a twentieth of them, and by somebody who may read all, beside {@code LIKE} over the
 * same rows. Words are as frequent as in a language: the n-th a 1/n as often as the first.
 */
final class Searching implements Bench.Benchmark {

    private static final int GROUPS = 200;
    private static final int POSTS = 200_000;
    private static final int WORDS = 80;
    private static final int LOOKED_FOR = 300;
    private static final String LIKE = """
            SELECT p.id FROM posts.showable_post p
            JOIN posts.participant reader ON reader.member_id = ? AND reader.group_id = p.group_id
            WHERE (p.title ILIKE ? OR p.body ILIKE ?) AND (p.title ILIKE ? OR p.body ILIKE ?)
            ORDER BY p.published_at DESC LIMIT 20""";

    private final Random random = new Random(18);
    private final String[] vocabulary = IntStream.range(0, 20_000).mapToObj(this::word).toArray(String[]::new);
    private final double[] upTo = upTo();

    private String word(int rank) {
        String[] syllables = {"ka", "mo", "ri", "te", "lan", "ber", "so", "vin", "du", "pel", "hos", "ga", "nim",
                "tor"};
        var word = new StringBuilder();
        for (int rest = rank + 200; rest > 0; rest /= syllables.length) {
            word.append(syllables[rest % syllables.length]);
        }
        return word.toString();
    }

    private double[] upTo() {
        double[] sums = new double[vocabulary.length];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        return sums;
    }

    private int rank() {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return found < 0 ? Math.min(-found - 1, vocabulary.length - 1) : found;
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            text.append(vocabulary[rank()]).append(i % 12 == 11 ? ". " : " ");
        }
        return text.append(random.nextInt(50) == 0 ? "foster care" : "").toString().strip();
    }

    @Override
    public void run(Network network, Report report) throws Exception {
        network.alone("uk");
        Member few = Member.signUp(network.httpPort("uk"), "few@bench.example");
        Member all = Member.signUp(network.httpPort("uk"), "all@bench.example");
        report.say("200,000 posts come");
        try (var crowd = new Crowd(network.kafka("uk")); Connection rows = network.database("uk")) {
            crowd.found(GROUPS);
            crowd.takeIn(few.id(), GROUPS / 20);
            crowd.takeIn(all.id(), GROUPS);
            long began = System.nanoTime();
            crowd.write(POSTS, this::text);
            while (count(rows) < POSTS) {
                Thread.sleep(500);
            }
            report.add("posts with their index", POSTS * 1e9 / (System.nanoTime() - began), "posts/s", null, null);
            try (var statement = rows.createStatement()) {
                statement.execute("VACUUM ANALYZE posts.post");
            }
            for (Member reader : List.of(few, all)) {
                String who = reader == few ? "of a twentieth" : "of all";
                report.say("searching " + who);
                measure(reader, who, rows, report);
            }
        }
        report.note(
                "two words in every search, of any frequency, one in ten with synonyms, one in ten a word of every second post; one connection");
    }

    private void measure(Member reader, String who, Connection rows, Report report) throws Exception {
        List<String[]> queries = IntStream.range(0, LOOKED_FOR).mapToObj(i -> switch (i % 10) {
            case 0 -> new String[]{"foster", "care"};
            case 1 -> new String[]{vocabulary[0], vocabulary[1]};
            default -> new String[]{vocabulary[rank()], vocabulary[rank()]};
        }).toList();
        Latencies searched = new Latencies();
        try (HttpConnection connection = reader.connect()) {
            for (int round = 0; round < 2; round++) {
                for (String[] words : queries) {
                    long began = System.nanoTime();
                    connection.get("/api/search?limit=20&q="
                            + URLEncoder.encode(String.join(" ", words), StandardCharsets.UTF_8)).with(200);
                    if (round > 0) {
                        searched.add(System.nanoTime() - began);
                    }
                }
            }
        }
        Latencies like = new Latencies();
        try (PreparedStatement select = rows.prepareStatement(LIKE)) {
            for (String[] words : queries.subList(0, LOOKED_FOR / 10)) {
                select.setString(1, reader.id());
                for (int i = 0; i < 2; i++) {
                    select.setString(2 + 2 * i, "%" + words[i] + "%");
                    select.setString(3 + 2 * i, "%" + words[i] + "%");
                }
                long began = System.nanoTime();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        row.getString(1);
                    }
                }
                like.add(System.nanoTime() - began);
            }
        }
        report.add("search " + who + ", p50", searched.millis(0.5), "ms", new Limit("LIKE", like.millis(0.5)), null);
        report.add("search " + who + ", p95", searched.millis(0.95), "ms", new Limit("LIKE", like.millis(0.95)),
                Aim.under(50));
    }

    private static long count(Connection rows) throws Exception {
        try (var row = rows.createStatement().executeQuery(
                "SELECT count(*) FROM posts.post WHERE published_at IS NOT NULL AND content_version IS NOT NULL")) {
            row.next();
            return row.getLong(1);
        }
    }
}
