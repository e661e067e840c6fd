package org.meridian.replay.streaming;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.facts.FactSources;
import org.meridian.replay.ordering.Sorter;
import org.meridian.replay.output.JsonLines;
import org.meridian.replay.privacy.PseudonymKey;
import org.meridian.replay.privacy.Pseudonyms;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.source.Announcements;
import org.meridian.replay.source.Census;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.source.Facts;
import org.meridian.replay.source.Plan;
import org.meridian.replay.source.Selection;

/** Selected facts as pieces of NDJSON, made when they are asked for; under a key that nobody keeps. */
final class FactStream implements AutoCloseable {

    /** For each of the two buffers in which late facts are sorted. */
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int PIECE = 1 << 14;

    private final Facts facts;
    private final JsonLines lines;

    private FactStream(Facts facts, JsonLines lines) {
        this.facts = facts;
        this.lines = lines;
    }

    /** Reads the selected topics through for what is late in them; the rest is read again as it is asked for. */
    static FactStream open(Cluster cluster, Selection selection) {
        selection.check();
        Plan plan = Plan.of(cluster, selection);
        Census census = Census.of(cluster, plan.members());
        Pseudonyms pseudonyms = new Pseudonyms(PseudonymKey.fresh(), census.largeGroups(), census.smallGroups());
        Set<String> large = census.largeGroups();
        Selection shown = selection.with(selection.groups().stream().filter(large::contains).map(pseudonyms::ofAny)
                .collect(Collectors.toSet()));
        if (shown.groups().size() != selection.groups().size()) {
            throw new ReplayProblem("Only groups with " + Census.MIN_MEMBERS
                    + " members or more can be selected: smaller ones are only shown together, as other.");
        }
        FactSources factSources = new FactSources(Announcements.read(cluster));
        Facts facts = new Facts(plan.facts(), shown, factSources, pseudonyms, BUFFER_BYTES,
                Sorter.temporary());
        try {
            facts.readOnDemand(cluster);
            return new FactStream(facts, new JsonLines(factSources.columns(), PIECE));
        } catch (RuntimeException e) {
            facts.close();
            throw e;
        }
    }

    /** Some 16 KiB of whole lines; null at the end. */
    @Nullable
    ByteBuffer next() {
        while (lines.length() < PIECE && facts.next(lines.sink())) {
            // The fact has become a line.
        }
        return lines.length() == 0 ? null : lines.take();
    }

    @Override
    public void close() {
        facts.close();
    }
}
