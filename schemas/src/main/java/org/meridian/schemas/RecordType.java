package org.meridian.schemas;

import static org.meridian.schemas.Topics.DOMESTIC_ACCOUNTS;
import static org.meridian.schemas.Topics.DOMESTIC_ANNOUNCEMENTS;
import static org.meridian.schemas.Topics.DOMESTIC_CHARTERS;
import static org.meridian.schemas.Topics.DOMESTIC_CONTENT;
import static org.meridian.schemas.Topics.DOMESTIC_MEMBERSHIP;
import static org.meridian.schemas.Topics.DOMESTIC_NOTIFICATIONS;
import static org.meridian.schemas.Topics.DOMESTIC_POSTS;
import static org.meridian.schemas.Topics.DOMESTIC_PREFERENCES;
import static org.meridian.schemas.Topics.SHARED_CHARTERS;
import static org.meridian.schemas.Topics.SHARED_CONTENT;
import static org.meridian.schemas.Topics.SHARED_MEMBERSHIP;
import static org.meridian.schemas.Topics.SHARED_POSTS;
import static org.meridian.schemas.Topics.SHARED_PROFILES;
import static org.meridian.schemas.Topics.SHARED_SCHEMAS;
import static org.meridian.schemas.Topics.TO_ANSWERS;
import static org.meridian.schemas.Topics.TO_REQUESTS;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Profile;
import org.meridian.events.membership.RefusalReason;
import org.meridian.events.membership.Scope;
import org.meridian.events.notifications.Announcement;
import org.meridian.events.notifications.DigestSent;
import org.meridian.events.notifications.NoticeRaised;
import org.meridian.events.notifications.NoticeRead;
import org.meridian.events.notifications.Preferences;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;

/**
 * What each record may do: who writes it, where it stands, for whom it speaks, how large it is, what a replay and other people's consumers see of it.
 * The only place that says so; a record without an entry here is read by nobody.
 */
public enum RecordType {
    SCHEMA_ANNOUNCED(SchemaAnnounced.class, Service.EVENTLOG, in(SHARED_SCHEMAS).bytes(150_000).neverReplayed()),

    MEMBER_REGISTERED(MemberRegistered.class, Service.MEMBERSHIP,
            in(SHARED_MEMBERSHIP).forReaders().speaksFor("actorId")),
    GROUP_CREATED(GroupCreated.class, Service.MEMBERSHIP, in(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP).forReaders()
            .speaksFor("actorId").ofGroup("id").provided(RecordType::standsWhereItsScopeSays)),
    GROUP_CHANGED(GroupChanged.class, Service.MEMBERSHIP, in(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP).forReaders()
            .speaksFor("actorId").ofGroup("id").provided(RecordType::standsWhereItsScopeSays)),
    MEMBERSHIP_GRANTED(MembershipGranted.class, Service.MEMBERSHIP,
            in(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP).forReaders()
                    .derivedFrom("groupId", "memberId").ofGroup("groupId")),
    MEMBERSHIP_ENDED(MembershipEnded.class, Service.MEMBERSHIP, in(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP).forReaders()
            .derivedFrom("groupId", "memberId").ofGroup("groupId")),
    // A request is asked once and withdrawn once; another version would speak of a second one under its name.
    JOIN_REQUESTED(JoinRequested.class, Service.MEMBERSHIP, in(TO_REQUESTS).speaksFor("memberId").ofGroup("groupId")
            .onlyVersion(1)),
    JOIN_WITHDRAWN(JoinWithdrawn.class, Service.MEMBERSHIP, in(TO_REQUESTS).speaksFor("memberId").ofGroup("groupId")
            .onlyVersion(2)),
    JOIN_REFUSED(JoinRefused.class, Service.MEMBERSHIP, in(TO_REQUESTS).derivedFrom("groupId", "requestId")
            .ofGroup("groupId")),
    LEAVE_REQUESTED(LeaveRequested.class, Service.MEMBERSHIP, in(TO_REQUESTS).speaksFor("memberId")
            .ofGroup("groupId").onlyVersion(1)),
    PROFILE(Profile.class, Service.MEMBERSHIP, in(SHARED_PROFILES).forReaders().personal()),
    CHARTER(Charter.class, Service.MEMBERSHIP, in(SHARED_CHARTERS, DOMESTIC_CHARTERS).forReaders().bytes(150_000)),
    ACCOUNT(Account.class, Service.MEMBERSHIP, in(DOMESTIC_ACCOUNTS).personal().neverReplayed()),
    JOIN_ANSWERS(JoinAnswers.class, Service.MEMBERSHIP, in(TO_ANSWERS).personal().bytes(150_000)),
    REFUSAL_REASON(RefusalReason.class, Service.MEMBERSHIP, in(TO_ANSWERS).personal().derived()),

    POST_PUBLISHED(PostPublished.class, Service.POSTS,
            in(SHARED_POSTS, DOMESTIC_POSTS).forReaders().speaksFor("actorId")
                    .ofGroup("groupId")),
    REPLY_PUBLISHED(ReplyPublished.class, Service.POSTS,
            in(SHARED_POSTS, DOMESTIC_POSTS).forReaders().speaksFor("actorId")
                    .ofGroup("groupId")),
    POST_WITHDRAWN(PostWithdrawn.class, Service.POSTS,
            in(SHARED_POSTS, DOMESTIC_POSTS).forReaders().speaksFor("actorId")
                    .ofGroup("groupId")),
    POST_CONTENT(PostContent.class, Service.POSTS,
            in(SHARED_CONTENT, DOMESTIC_CONTENT).forReaders().personal().bytes(500_000)),

    PREFERENCES(Preferences.class, Service.NOTIFICATIONS, in(DOMESTIC_PREFERENCES).personal().bytes(150_000)
            .neverReplayed()),
    ANNOUNCEMENT(Announcement.class, Service.NOTIFICATIONS, in(DOMESTIC_ANNOUNCEMENTS)),
    NOTICE_RAISED(NoticeRaised.class, Service.NOTIFICATIONS, in(DOMESTIC_NOTIFICATIONS)
            .derivedFrom("memberId", "subjectId").ofGroup("groupId")),
    NOTICE_READ(NoticeRead.class, Service.NOTIFICATIONS, in(DOMESTIC_NOTIFICATIONS).derived().speaksFor("actorId")),
    DIGEST_SENT(DigestSent.class, Service.NOTIFICATIONS, in(DOMESTIC_NOTIFICATIONS).derived().speaksFor("actorId"));

    /** Who writes a record: the services, and the log that all of them have. */
    public enum Service {
        EVENTLOG, MEMBERSHIP, POSTS, NOTIFICATIONS;

        /** As it is written in schemas, topics and {@code ce_source}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<String, RecordType> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(RecordType::fullName, type -> type));

    private final Class<? extends SpecificRecord> generated;
    private final Service owner;
    private final Nature nature;

    RecordType(Class<? extends SpecificRecord> generated, Service owner, Nature nature) {
        this.generated = generated;
        this.owner = owner;
        this.nature = nature;
    }

    /** Empty for a record that this release does not know. */
    public static Optional<RecordType> of(String fullName) {
        return Optional.ofNullable(BY_NAME.get(fullName));
    }

    /** The type of a generated record; throws {@link IllegalArgumentException} for one that has no entry. */
    public static RecordType of(SpecificRecord body) {
        String name = body.getSchema().getFullName();
        return of(name).orElseThrow(() -> new IllegalArgumentException(name + " has no entry in RecordType"));
    }

    /** Avro's full name. */
    public String fullName() {
        return generated.getName();
    }

    public Service owner() {
        return owner;
    }

    /** The bases of the topics in which it may stand, sorted. */
    public SortedSet<String> bases() {
        return new TreeSet<>(nature.bases);
    }

    /** What its topics hold; one kind for all of them. */
    public Topics.Kind kind() {
        return Topics.kindOf(nature.bases.getFirst());
    }

    public boolean isFact() {
        return kind() == Topics.Kind.FACTS;
    }

    /** @param topic a topic's own name, without a peer's prefix; false too for what is no topic */
    public boolean mayStandIn(String topic) {
        return Topics.base(topic).filter(nature.bases::contains).isPresent();
    }

    /** The most bytes that it has when its home has kept the limits on texts: more is refused. */
    public int maxBytes() {
        return nature.maxBytes;
    }

    /** Whether replays may read it; what says how members are reached they may not. */
    public boolean isReplayed() {
        return nature.replayed;
    }

    /** Whether others' consumer applications may read it, where it is shared; content only those that are to have it. */
    public boolean isForReaders() {
        return nature.forReaders;
    }

    /** The field that holds the id of the group it speaks of; null when it speaks of none. */
    public @Nullable String groupField() {
        return nature.groupField;
    }

    /** The fields that hold ids of whom it speaks for, besides the aggregate's own. */
    public Set<String> speaksFor() {
        return nature.speaksFor;
    }

    /** Whether it holds what a person wrote or shows, or how they are reached: it goes when they are erased. */
    public boolean isPersonal() {
        return nature.personal;
    }

    /** Whether the service {@code owner} writes what stands in a topic with this base; each has one that does. */
    public static boolean isWrittenBy(String owner, String base) {
        return Arrays.stream(values()).anyMatch(type -> type.owner.text().equals(owner)
                && type.nature.bases.contains(base));
    }

    /**
     * Why a node does not believe a record, by <b>A node believes only the home</b>; empty when it does.
     *
     * @param topic the topic's own name, without the peer's prefix
     * @param id    the aggregate's id in the body
     */
    public Optional<String> objection(String topic, String source, String id, int version, SpecificRecord body) {
        if (!mayStandIn(topic)) {
            return Optional.of(fullName() + " does not belong in " + topic);
        }
        if (!Ids.home(id).equals(source)) {
            return Optional.of(source + " speaks of what belongs to another node");
        }
        if (!(nature.derived ? Ids.isWellFormed(id) && Ids.isDerived(id) : Ids.isPlain(id))) {
            return Optional.of("no " + generated.getSimpleName() + " has such an id");
        }
        if (!nature.derivedFrom.isEmpty() && !id.equals(Ids.derived(text(body, nature.derivedFrom.getFirst()),
                text(body, nature.derivedFrom.getLast())))) {
            return Optional.of("its id is not that of what it speaks of");
        }
        if (nature.onlyVersion != 0 && nature.onlyVersion != version) {
            return Optional.of("it can only be version " + nature.onlyVersion);
        }
        if (nature.speaksFor.stream().anyMatch(field -> !Ids.home(text(body, field)).equals(source))) {
            return Optional.of(source + " speaks for somebody of another node");
        }
        return nature.condition.apply(new Standing(topic, body));
    }

    private static String text(SpecificRecord body, String field) {
        return (String) body.get(body.getSchema().getField(field).pos());
    }

    /** A domestic group's facts are in domestic topics, and no other group's are. */
    private static Optional<String> standsWhereItsScopeSays(Standing record) {
        Scope scope = record.body instanceof GroupChanged changed
                ? changed.getScope()
                : ((GroupCreated) record.body).getScope();
        boolean domestic = scope == Scope.DOMESTIC;
        return domestic == record.topic.equals(DOMESTIC_MEMBERSHIP)
                ? Optional.empty()
                : Optional.of("its scope and " + record.topic + " contradict each other");
    }

    private record Standing(String topic, SpecificRecord body) {}

    private static Nature in(String... bases) {
        return new Nature(List.of(bases));
    }

    /** What is said of a record in its entry above; a plain id, 20,000 bytes, replays and no readers unless it says otherwise. */
    private static final class Nature {

        private final List<String> bases;
        private int maxBytes = 20_000;
        private boolean replayed = true;
        private boolean forReaders;
        private boolean personal;
        private boolean derived;
        private List<String> derivedFrom = List.of();
        private Set<String> speaksFor = Set.of();
        private @Nullable String groupField;
        private int onlyVersion;
        private Function<Standing, Optional<String>> condition = record -> Optional.empty();

        Nature(List<String> bases) {
            this.bases = bases;
        }

        Nature bytes(int most) {
            maxBytes = most;
            return this;
        }

        Nature neverReplayed() {
            replayed = false;
            return this;
        }

        /** Without it, no reader may read the topics in which this record may stand. */
        Nature forReaders() {
            forReaders = true;
            return this;
        }

        Nature personal() {
            personal = true;
            return this;
        }

        /** Its id is made of two. */
        Nature derived() {
            derived = true;
            return this;
        }

        /** Its id is made of what stands in these two fields, the owner first. */
        Nature derivedFrom(String owner, String other) {
            derivedFrom = List.of(owner, other);
            return derived();
        }

        Nature speaksFor(String... fields) {
            speaksFor = Set.of(fields);
            return this;
        }

        Nature ofGroup(String field) {
            groupField = field;
            return this;
        }

        Nature onlyVersion(int version) {
            onlyVersion = version;
            return this;
        }

        Nature provided(Function<Standing, Optional<String>> holds) {
            condition = holds;
            return this;
        }
    }
}
