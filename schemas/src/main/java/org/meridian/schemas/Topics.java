package org.meridian.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The only place with topic names: which there are, how they are kept, and who may mirror them; {@link RecordType} says what
 * may stand in them.
 *
 * <p>A <em>base</em> is a topic's name without the peer's prefix and without the alias of an addressed topic:
 * {@code nz.shared.posts} has the base {@code shared.posts}, {@code to-uk.requests} has {@code to.requests}. The
 * constants here are bases; those that start with {@code shared.} or {@code domestic.} are names of own topics too.
 */
public final class Topics {
    public static final String SHARED_MEMBERSHIP = "shared.membership";
    public static final String SHARED_PROFILES = "shared.profiles";
    public static final String SHARED_COLLEAGUES = "shared.colleagues";
    public static final String SHARED_CHARTERS = "shared.charters";
    public static final String SHARED_POSTS = "shared.posts";
    public static final String SHARED_CONTENT = "shared.content";
    public static final String SHARED_SCHEMAS = "shared.schemas";
    /** The base of {@code to-<alias>.requests}. */
    public static final String TO_REQUESTS = "to.requests";
    /** The base of {@code to-<alias>.answers}. */
    public static final String TO_ANSWERS = "to.answers";
    public static final String DOMESTIC_MEMBERSHIP = "domestic.membership";
    public static final String DOMESTIC_CHARTERS = "domestic.charters";
    public static final String DOMESTIC_POSTS = "domestic.posts";
    public static final String DOMESTIC_CONTENT = "domestic.content";
    public static final String DOMESTIC_ACCOUNTS = "domestic.accounts";
    public static final String DOMESTIC_PROFILES = "domestic.profiles";
    public static final String DOMESTIC_BLOCKS = "domestic.blocks";
    public static final String DOMESTIC_PREFERENCES = "domestic.preferences";
    public static final String DOMESTIC_NOTIFICATIONS = "domestic.notifications";
    public static final String DOMESTIC_ANNOUNCEMENTS = "domestic.announcements";

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry(SHARED_MEMBERSHIP, Kind.FACTS),
            Map.entry(SHARED_PROFILES, Kind.CONTENT),
            Map.entry(SHARED_COLLEAGUES, Kind.CONTENT),
            Map.entry(SHARED_CHARTERS, Kind.CONTENT),
            Map.entry(SHARED_POSTS, Kind.FACTS),
            Map.entry(SHARED_CONTENT, Kind.CONTENT),
            Map.entry(SHARED_SCHEMAS, Kind.SCHEMAS),
            Map.entry(TO_REQUESTS, Kind.FACTS),
            Map.entry(TO_ANSWERS, Kind.CONTENT),
            Map.entry(DOMESTIC_MEMBERSHIP, Kind.FACTS),
            Map.entry(DOMESTIC_CHARTERS, Kind.CONTENT),
            Map.entry(DOMESTIC_POSTS, Kind.FACTS),
            Map.entry(DOMESTIC_CONTENT, Kind.CONTENT),
            Map.entry(DOMESTIC_ACCOUNTS, Kind.CONTENT),
            Map.entry(DOMESTIC_PROFILES, Kind.CONTENT),
            Map.entry(DOMESTIC_BLOCKS, Kind.CONTENT),
            Map.entry(DOMESTIC_PREFERENCES, Kind.CONTENT),
            Map.entry(DOMESTIC_NOTIFICATIONS, Kind.FACTS),
            Map.entry(DOMESTIC_ANNOUNCEMENTS, Kind.CONTENT));

    private static final String ALIAS = "(?!(?:shared|domestic|to)\\b)[a-z][a-z0-9]*";
    private static final Pattern NAME = Pattern.compile(
            "(?:(?<peer>" + ALIAS + ")\\.)?(?:shared|to-(?<addressee>" + ALIAS + "))\\.[a-z]+|domestic\\.[a-z]+");

    private static final Map<String, String> FOR_EVER = Map.of("cleanup.policy", "delete", "retention.ms", "-1");
    private static final Map<String, String> NEWEST_BY_KEY = Map.of(
            "cleanup.policy", "compact",
            "delete.retention.ms", "2592000000",
            "max.compaction.lag.ms", "86400000",
            "segment.ms", "21600000");

    private Topics() {}

    /** What a topic holds: facts for ever; content and schemas the newest of each key. */
    public enum Kind {
        FACTS, CONTENT, SCHEMAS
    }

    /** A topic to create, with its Kafka topic configs (times in milliseconds). */
    public record TopicSpec(String name, Kind kind, Map<String, String> configs) {}

    /**
     * Where a record stands: in a peer's mirrored topic, or in an own one where {@code peer} is null. {@code topic} is
     * the name without the peer's prefix. Throws {@link IllegalArgumentException} for what is no topic of Meridian's, a
     * mirrored domestic one included.
     */
    public record Place(@Nullable String peer, String topic) {
        public Place {
            if (parse(topic).group("peer") != null) {
                throw new IllegalArgumentException("A topic's own name has no peer in it: " + topic);
            }
            parse(peer == null ? topic : peer + "." + topic);
        }

        /** The topic's name in this node's Kafka, as {@code nz.shared.posts}. */
        public String name() {
            return peer == null ? topic : peer + "." + topic;
        }

        public String base() {
            return baseIn(parse(topic));
        }

        public Kind kind() {
            return kindOf(base());
        }

        /** The alias of the node for which an addressed topic is, {@code uk} of {@code to-uk.requests}. */
        public @Nullable String addressee() {
            return parse(topic).group("addressee");
        }

        public boolean isAddressed() {
            return addressee() != null;
        }
    }

    /** Throws {@link IllegalArgumentException} for what is no topic of Meridian's. */
    public static Place place(String topic) {
        var matcher = parse(topic);
        var peer = matcher.group("peer");
        return new Place(peer, peer == null ? topic : topic.substring(peer.length() + 1));
    }

    /** The base of a topic's own name, without a peer's prefix; empty for what is no own topic. */
    static Optional<String> base(String ownTopic) {
        var matcher = NAME.matcher(ownTopic);
        return isTopic(matcher) && matcher.group("peer") == null ? Optional.of(baseIn(matcher)) : Optional.empty();
    }

    public static Kind kindOf(String base) {
        var kind = KINDS.get(base);
        if (kind == null) {
            throw new IllegalArgumentException("Not the base of a topic: " + base);
        }
        return kind;
    }

    /**
     * The subject under which schemas.lock has a record type in a topic, the same in every country: the topic's base
     * stands for its name, so that {@code nz.shared.posts} is {@code shared.posts} and {@code to-uk.requests} is
     * {@code to.requests}.
     */
    public static String subject(String topic, String type) {
        return baseIn(parse(topic)) + "-" + type;
    }

    public static String requestsTo(String alias) {
        return "to-" + checkedAlias(alias) + ".requests";
    }

    public static String answersTo(String alias) {
        return "to-" + checkedAlias(alias) + ".answers";
    }

    public static String membership(boolean domestic) {
        return domestic ? DOMESTIC_MEMBERSHIP : SHARED_MEMBERSHIP;
    }

    public static String charters(boolean domestic) {
        return domestic ? DOMESTIC_CHARTERS : SHARED_CHARTERS;
    }

    public static String posts(boolean domestic) {
        return domestic ? DOMESTIC_POSTS : SHARED_POSTS;
    }

    public static String content(boolean domestic) {
        return domestic ? DOMESTIC_CONTENT : SHARED_CONTENT;
    }

    /** All topics that the node {@code alias} owns, those addressed to itself too, sorted by name. */
    public static List<TopicSpec> of(String alias, Set<String> peers) {
        var addressees = new TreeSet<>(peers);
        addressees.add(alias);
        var names = new TreeSet<String>();
        for (var base : KINDS.keySet()) {
            if (base.startsWith("to.")) {
                addressees.forEach(to -> names.add("to-" + checkedAlias(to) + base.substring(2)));
            } else {
                names.add(base);
            }
        }
        return names.stream().map(Topics::spec).toList();
    }

    /** How a topic is kept here, a mirrored one too. Throws {@link IllegalArgumentException} for what {@link #isTopic} is not. */
    public static TopicSpec spec(String name) {
        var kind = place(name).kind();
        return new TopicSpec(name, kind, kind == Kind.FACTS ? FOR_EVER : NEWEST_BY_KEY);
    }

    /** Whether this is the name of an own or a mirrored topic. */
    public static boolean isTopic(String name) {
        return isTopic(NAME.matcher(name));
    }

    /**
     * Own and mirrored topics of these bases, whoever the peers and addressees are: {@code pattern(SHARED_POSTS,
     * DOMESTIC_POSTS, TO_ANSWERS)} finds {@code shared.posts}, {@code nz.shared.posts}, {@code domestic.posts},
     * {@code to-uk.answers} and {@code nz.to-uk.answers}, and never a mirrored domestic topic.
     */
    public static Pattern pattern(String... bases) {
        return Pattern.compile(Arrays.stream(bases).map(Topics::regex).collect(Collectors.joining("|")));
    }

    /** What a link into the node {@code alias} mirrors, as MirrorMaker's {@code topics}. */
    public static String linkTopics(String alias) {
        return "shared\\..*|to-" + checkedAlias(alias) + "\\..*";
    }

    /** The prefixes of the topics that the peer {@code alias} may read here, for Kafka's prefixed ACLs. */
    public static List<String> readableBy(String alias) {
        return List.of("shared.", "to-" + checkedAlias(alias) + ".");
    }

    /** The prefixes of the topics that replays may read in a node: all but those that say how members are reached. */
    public static List<String> replayable(Set<String> peers) {
        var prefixes = new TreeSet<>(Set.of("shared.", "to-"));
        Arrays.stream(RecordType.values()).filter(RecordType::isReplayed).flatMap(type -> type.bases().stream())
                .filter(base -> base.startsWith("domestic.")).forEach(prefixes::add);
        peers.forEach(peer -> prefixes.add(checkedAlias(peer) + "."));
        return List.copyOf(prefixes);
    }

    /**
     * The topics that others' consumer applications may read in a node, own and mirrored ones, sorted by name: what is shared
     * with every peer, where all that may stand in it is {@linkplain RecordType#isForReaders for readers}.
     */
    public static List<String> forReaders(Set<String> peers, Kind kind) {
        return KINDS.keySet().stream().filter(base -> base.startsWith("shared.") && kindOf(base) == kind)
                .filter(base -> Arrays.stream(RecordType.values()).filter(type -> type.bases().contains(base))
                        .allMatch(RecordType::isForReaders))
                .flatMap(base -> Stream.concat(Stream.of(base),
                        peers.stream().map(peer -> checkedAlias(peer) + "." + base)))
                .sorted().toList();
    }

    /** A node's alias is lower case letters and digits, and not the start of a topic's own name. */
    public static String checkedAlias(String alias) {
        if (!alias.matches(ALIAS)) {
            throw new IllegalArgumentException("Not an alias for a node: " + alias);
        }
        return alias;
    }

    private static boolean isTopic(Matcher name) {
        return name.matches() && KINDS.containsKey(baseIn(name));
    }

    private static Matcher parse(String topic) {
        var matcher = NAME.matcher(topic);
        if (!isTopic(matcher)) {
            throw new IllegalArgumentException("Not a topic of Meridian's: " + topic);
        }
        return matcher;
    }

    private static String baseIn(Matcher name) {
        var peer = name.group("peer");
        var topic = peer == null ? name.group() : name.group().substring(peer.length() + 1);
        return name.group("addressee") == null ? topic : "to" + topic.substring(topic.indexOf('.'));
    }

    private static String regex(String base) {
        kindOf(base);
        var own = base.replaceFirst("^to\\.", "to-" + ALIAS + ".").replace(".", "\\.");
        return base.startsWith("domestic.") ? own : "(?:" + ALIAS + "\\.)?" + own;
    }
}
