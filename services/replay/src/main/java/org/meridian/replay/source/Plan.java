package org.meridian.replay.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.schemas.Topics;

/**
 * What a replay reads, fixed when it begins: with the same plan it reads the same again.
 *
 * @param node    the node whose Kafka is read
 * @param cluster the id of that Kafka
 * @param facts   the selected topics, by country and own name: their places in this list are the order of facts of one time
 * @param members the topics of memberships, from which the members of groups are counted, selected or not
 */
public record Plan(String node, String cluster, List<Source> facts, List<Source> members) {

    /**
     * A topic to read.
     *
     * @param name    as it is called in this node's Kafka
     * @param country the alias of the country that wrote it
     * @param topic   the name without the prefix of a mirrored one
     * @param id      Kafka's own: a topic that was created anew has another
     */
    public record Source(String name, String country, String topic, String id, List<Range> partitions) {}

    /** Offsets of one partition: {@code begin} is the first to read, {@code end} the first that is not. */
    public record Range(int partition, long begin, long end) {}

    /** @throws ReplayProblem when what was selected is not there, or Kafka does not answer */
    public static Plan of(Cluster cluster, Selection selection) {
        List<Topics.Place> places = places(cluster);
        check(selection, places, cluster.node());
        List<Topics.Place> facts = chosen(places, place -> place.kind() == Topics.Kind.FACTS
                && selection.wantsTopic(place) && selection.wantsCountry(country(place, cluster.node())));
        List<Topics.Place> members = chosen(places, place -> place.base().equals(Topics.SHARED_MEMBERSHIP)
                || place.base().equals(Topics.DOMESTIC_MEMBERSHIP));
        List<Source> all = sources(cluster, places.stream().filter(it -> facts.contains(it) || members.contains(it))
                .toList());
        return new Plan(cluster.node(), cluster.id(), those(all, facts), those(all, members));
    }

    /** @throws ReplayProblem when a topic is no more what it was when the plan was made, or Kafka does not answer */
    public void check(Cluster cluster) {
        List<Source> all = new ArrayList<>(facts);
        all.addAll(members);
        new TopicReader(cluster, all).checkTopics();
    }

    /** Topics of these bases up to where they are now, those with content among them. */
    public static List<Source> of(Cluster cluster, Predicate<Topics.Place> wanted) {
        return sources(cluster, chosen(places(cluster), wanted));
    }

    private static List<Topics.Place> chosen(List<Topics.Place> places, Predicate<Topics.Place> wanted) {
        return places.stream().filter(wanted).toList();
    }

    private static List<Source> those(List<Source> all, List<Topics.Place> wanted) {
        return all.stream().filter(source -> wanted.stream().anyMatch(it -> it.name().equals(source.name()))).toList();
    }

    private static List<Topics.Place> places(Cluster cluster) {
        List<Topics.Place> places = new ArrayList<>();
        for (String name : new TreeSet<>(cluster.topics())) {
            Topics.Place place = placeOrNull(name);
            if (place != null && (place.peer() == null || place.addressee() == null
                    || place.addressee().equals(cluster.node()))) {
                places.add(place);
            }
        }
        return places;
    }

    /** Kafka has topics that are not Meridian's. */
    private static Topics.@Nullable Place placeOrNull(String name) {
        try {
            return Topics.place(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void check(Selection selection, List<Topics.Place> places, String node) {
        for (String topic : selection.topics()) {
            List<Topics.Place> named = places.stream().filter(
                    it -> it.name().equals(topic) || it.base().equals(topic) || it.topic().equals(topic)).toList();
            if (named.isEmpty()) {
                throw new ReplayProblem(
                        "The Kafka of " + node + " has no topic " + topic + ", or none that the user may"
                                + " see; it has: " + names(places) + ".");
            }
            if (named.stream().noneMatch(it -> it.kind() == Topics.Kind.FACTS)) {
                throw new ReplayProblem("There are no facts in " + topic + "; there are in: " + names(places) + ".");
            }
        }
        for (String country : selection.countries()) {
            if (places.stream().noneMatch(it -> country(it, node).equals(country))) {
                throw new ReplayProblem("The Kafka of " + node + " has nothing of a country " + country + "; it has: "
                        + places.stream().map(it -> country(it, node)).distinct().sorted()
                                .collect(Collectors.joining(", "))
                        + ".");
            }
        }
    }

    private static String names(List<Topics.Place> places) {
        return places.stream().filter(it -> it.kind() == Topics.Kind.FACTS).map(Topics.Place::name)
                .collect(Collectors.joining(", "));
    }

    private static String country(Topics.Place place, String node) {
        return place.peer() == null ? node : place.peer();
    }

    private static List<Source> sources(Cluster cluster, List<Topics.Place> places) {
        Map<String, TopicDescription> described = cluster
                .describe(places.stream().map(Topics.Place::name).toList());
        List<TopicPartition> partitions = described.values().stream().flatMap(topic -> topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))).toList();
        try (var consumer = cluster.consumer()) {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return places.stream().filter(place -> described.containsKey(place.name()))
                    .map(place -> source(place, cluster.node(), partitions, begins, ends, topicId(described, place)))
                    .sorted(Comparator.comparing(Source::country).thenComparing(Source::topic)).toList();
        } catch (KafkaException e) {
            throw cluster.problem(e);
        }
    }

    private static String topicId(Map<String, TopicDescription> described, Topics.Place place) {
        TopicDescription topic = described.get(place.name());
        return topic == null ? "" : topic.topicId().toString();
    }

    private static Source source(Topics.Place place, String node, List<TopicPartition> partitions,
            Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends, String id) {
        List<Range> ranges = partitions.stream().filter(it -> it.topic().equals(place.name()))
                .sorted(Comparator.comparing(TopicPartition::partition))
                .map(it -> new Range(it.partition(), begins.getOrDefault(it, 0L), ends.getOrDefault(it, 0L)))
                .toList();
        return new Source(place.name(), country(place, node), place.topic(), id, ranges);
    }

    /** How many offsets there are to read of these sources; there may be fewer records. */
    public static long records(List<Source> sources) {
        return sources.stream().flatMap(source -> source.partitions().stream()).mapToLong(it -> it.end() - it.begin())
                .sum();
    }
}
