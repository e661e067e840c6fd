package org.meridian.schemas;

import static org.meridian.schemas.Topics.DOMESTIC_ACCOUNTS;
import static org.meridian.schemas.Topics.DOMESTIC_ANNOUNCEMENTS;
import static org.meridian.schemas.Topics.DOMESTIC_BLOCKS;
import static org.meridian.schemas.Topics.DOMESTIC_CHARTERS;
import static org.meridian.schemas.Topics.DOMESTIC_CONTENT;
import static org.meridian.schemas.Topics.DOMESTIC_MEMBERSHIP;
import static org.meridian.schemas.Topics.DOMESTIC_NOTIFICATIONS;
import static org.meridian.schemas.Topics.DOMESTIC_POSTS;
import static org.meridian.schemas.Topics.DOMESTIC_PREFERENCES;
import static org.meridian.schemas.Topics.DOMESTIC_PROFILES;
import static org.meridian.schemas.Topics.SHARED_CHARTERS;
import static org.meridian.schemas.Topics.SHARED_COLLEAGUES;
import static org.meridian.schemas.Topics.SHARED_CONTENT;
import static org.meridian.schemas.Topics.SHARED_MEMBERSHIP;
import static org.meridian.schemas.Topics.SHARED_POSTS;
import static org.meridian.schemas.Topics.SHARED_PROFILES;
import static org.meridian.schemas.Topics.SHARED_SCHEMAS;
import static org.meridian.schemas.Topics.TO_ANSWERS;
import static org.meridian.schemas.Topics.TO_REQUESTS;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.Blocks;
import org.meridian.events.membership.ChangeReason;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.ColleagueProfile;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.InvitationClosed;
import org.meridian.events.membership.InvitationMade;
import org.meridian.events.membership.InvitationRevoked;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.MembershipChangeDecided;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.OwnProfile;
import org.meridian.events.membership.Profile;
import org.meridian.events.membership.RefusalReason;
import org.meridian.events.membership.RemovalReason;
import org.meridian.events.membership.RequestBrief;
import org.meridian.events.notifications.Announcement;
import org.meridian.events.notifications.DigestSent;
import org.meridian.events.notifications.NoticeRaised;
import org.meridian.events.notifications.NoticeRead;
import org.meridian.events.notifications.Preferences;
import org.meridian.events.posts.AnswerChosen;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostEdited;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.events.posts.StandingGiven;

/**
 * What each record may do: who writes it, where it stands, for whom it speaks, how large it is, what a replay and other people's consumers see of it.
 * The only place that says so; a record without an entry here is read by nobody.
 */
public enum RecordType {
    SCHEMA_ANNOUNCED(SchemaAnnounced.class, Service.EVENTLOG, in(SHARED_SCHEMAS).bytes(150_000).neverReplayed()
            .line("subject", Limits.SUBJECT).text("schema", Limits.SCHEMA)),

    MEMBER_REGISTERED(MemberRegistered.class, Service.MEMBERSHIP,
            in(SHARED_MEMBERSHIP).forReaders().onlyVersion(1).same("id", "actorId")),
    GROUP_CREATED(GroupCreated.class, Service.MEMBERSHIP, in(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP).forReaders()
            .speaksFor("actorId").ofGroup("id").onlyVersion(1).scoped()),
    GROUP_CHANGED(GroupChanged.class, Service.MEMBERSHIP, in(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP).forReaders()
            .speaksFor("actorId").ofGroup("id").fromVersion(2).scoped()),
    MEMBERSHIP_GRANTED(MembershipGranted.class, Service.MEMBERSHIP,
            in(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP).forReaders()
                    .derivedFrom("groupId", "memberId").ofGroup("groupId")
                    .ofOneHome("requestId", "memberId").line("register", Limits.REGISTER)),
    MEMBERSHIP_ENDED(MembershipEnded.class, Service.MEMBERSHIP, in(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP).forReaders()
            .derivedFrom("groupId", "memberId").ofGroup("groupId").fromVersion(2)
            .ofOneHome("requestId", "memberId")),
    BAN_LIFTED(BanLifted.class, Service.MEMBERSHIP, in(SHARED_MEMBERSHIP, DOMESTIC_MEMBERSHIP).forReaders()
            .derivedFrom("groupId", "memberId").ofGroup("groupId").fromVersion(2)),
    // A request is asked once and withdrawn once; another version would speak of a second one under its name.
    JOIN_REQUESTED(JoinRequested.class, Service.MEMBERSHIP, in(TO_REQUESTS).speaksFor("memberId").ofGroup("groupId")
            .addressedBy("groupId").onlyVersion(1).same("memberId", "actorId")),
    JOIN_WITHDRAWN(JoinWithdrawn.class, Service.MEMBERSHIP, in(TO_REQUESTS).speaksFor("memberId").ofGroup("groupId")
            .addressedBy("groupId").onlyVersion(2).same("memberId", "actorId")),
    JOIN_REFUSED(JoinRefused.class, Service.MEMBERSHIP, in(TO_REQUESTS).derivedFrom("groupId", "requestId")
            .ofGroup("groupId").addressedBy("memberId").onlyVersion(1).ofOneHome("requestId", "memberId")),
    LEAVE_REQUESTED(LeaveRequested.class, Service.MEMBERSHIP, in(TO_REQUESTS).speaksFor("memberId")
            .ofGroup("groupId").addressedBy("groupId").onlyVersion(1).same("memberId", "actorId")),
    MEMBERSHIP_CHANGE_REQUESTED(MembershipChangeRequested.class, Service.MEMBERSHIP, in(TO_REQUESTS)
            .speaksFor("actorId").ofGroup("groupId").addressedBy("groupId").onlyVersion(1)
            .least("membershipVersion", 0).line("register", Limits.REGISTER)),
    MEMBERSHIP_CHANGE_DECIDED(MembershipChangeDecided.class, Service.MEMBERSHIP, in(TO_REQUESTS)
            .derivedFrom("groupId", "requestId").ofGroup("groupId").addressedBy("actorId").onlyVersion(1)
            .ofOneHome("requestId", "actorId")),
    INVITATION_MADE(InvitationMade.class, Service.MEMBERSHIP, in(TO_REQUESTS).speaksFor("actorId").ofGroup("groupId")
            .addressedBy("groupId").onlyVersion(1).least("uses", 1).line("tokenHash", Limits.TOKEN_HASH)),
    INVITATION_REVOKED(InvitationRevoked.class, Service.MEMBERSHIP, in(TO_REQUESTS).speaksFor("actorId")
            .ofGroup("groupId").addressedBy("groupId").onlyVersion(2)),
    INVITATION_CLOSED(InvitationClosed.class, Service.MEMBERSHIP, in(TO_REQUESTS)
            .derivedFrom("groupId", "invitationId").ofGroup("groupId").addressedBy("invitationId").onlyVersion(1)),
    PROFILE(Profile.class, Service.MEMBERSHIP, in(SHARED_PROFILES).forReaders().personal()
            .line("displayName", Limits.DISPLAY_NAME).ofProfile().line("timeZone", Limits.TIME_ZONE)),
    // No reader's and no replay's: it is for those alone who are in a group with the member.
    COLLEAGUE_PROFILE(ColleagueProfile.class, Service.MEMBERSHIP, in(SHARED_COLLEAGUES).personal().neverReplayed()
            .ofProfile().line("timeZone", Limits.TIME_ZONE)),
    OWN_PROFILE(OwnProfile.class, Service.MEMBERSHIP, in(DOMESTIC_PROFILES).personal().neverReplayed().ofProfile()),
    CHARTER(Charter.class, Service.MEMBERSHIP, in(SHARED_CHARTERS, DOMESTIC_CHARTERS).forReaders().bytes(150_000)
            .line("name", Limits.GROUP_NAME).text("purpose", Limits.CHARTER_TEXT).text("rules", Limits.CHARTER_TEXT)
            .texts("questions", Limits.QUESTIONS, Limits.QUESTION)
            .lines("approvedDomains", Limits.APPROVED_DOMAINS, Limits.DOMAIN)
            .lines("registers", Limits.REGISTERS, Limits.REGISTER)),
    ACCOUNT(Account.class, Service.MEMBERSHIP, in(DOMESTIC_ACCOUNTS).personal().neverReplayed()
            .line("email", Limits.EMAIL).line("timeZone", Limits.TIME_ZONE).line("locale", Limits.LANGUAGE)
            .text("suspensionReason", Limits.REASON)),
    BLOCKS(Blocks.class, Service.MEMBERSHIP, in(DOMESTIC_BLOCKS).personal().bytes(150_000).neverReplayed()
            .ids("memberIds", Limits.BLOCKS)),
    JOIN_ANSWERS(JoinAnswers.class, Service.MEMBERSHIP, in(TO_ANSWERS).personal().bytes(150_000)
            .text("note", Limits.NOTE).texts("answers", Limits.QUESTIONS, Limits.NOTE)
            .line("emailDomain", Limits.DOMAIN).line("invitation", Limits.INVITATION)),
    REFUSAL_REASON(RefusalReason.class, Service.MEMBERSHIP, in(TO_ANSWERS).personal().derived()
            .text("reason", Limits.REASON)),
    REMOVAL_REASON(RemovalReason.class, Service.MEMBERSHIP, in(TO_ANSWERS).personal().derived()
            .text("reason", Limits.REASON)),
    REQUEST_BRIEF(RequestBrief.class, Service.MEMBERSHIP, in(TO_ANSWERS).personal().bytes(150_000)
            .derivedFrom("groupId", "requestId").ofGroup("groupId").ofOneHome("requestId", "memberId")
            .text("note", Limits.NOTE).texts("answers", Limits.QUESTIONS, Limits.NOTE).text("reason", Limits.REASON)),
    CHANGE_REASON(ChangeReason.class, Service.MEMBERSHIP, in(TO_ANSWERS).personal().text("reason", Limits.REASON)),

    POST_PUBLISHED(PostPublished.class, Service.POSTS,
            in(SHARED_POSTS, DOMESTIC_POSTS).forReaders().speaksFor("actorId")
                    .ofGroup("groupId")),
    REPLY_PUBLISHED(ReplyPublished.class, Service.POSTS,
            in(SHARED_POSTS, DOMESTIC_POSTS).forReaders().speaksFor("actorId")
                    .ofGroup("groupId")),
    POST_EDITED(PostEdited.class, Service.POSTS, in(SHARED_POSTS, DOMESTIC_POSTS).forReaders().speaksFor("actorId")
            .ofGroup("groupId").fromVersion(2)),
    POST_WITHDRAWN(PostWithdrawn.class, Service.POSTS,
            in(SHARED_POSTS, DOMESTIC_POSTS).forReaders().speaksFor("actorId")
                    .ofGroup("groupId")),
    STANDING_GIVEN(StandingGiven.class, Service.POSTS, in(SHARED_POSTS, DOMESTIC_POSTS).forReaders()
            .derivedFrom("groupId", "postId").ofGroup("groupId")),
    ANSWER_CHOSEN(AnswerChosen.class, Service.POSTS, in(SHARED_POSTS, DOMESTIC_POSTS).forReaders().derived()
            .speaksFor("actorId").ofGroup("groupId")),
    POST_CONTENT(PostContent.class, Service.POSTS,
            in(SHARED_CONTENT, DOMESTIC_CONTENT).forReaders().personal().bytes(Limits.CONTENT_BYTES).ofText()
                    .records("earlier", Limits.EARLIER_TEXTS, in().ofText().rule("version", new FieldRule.Number(1))
                            .rule("writtenAt", new FieldRule.Time()))),

    PREFERENCES(Preferences.class, Service.NOTIFICATIONS, in(DOMESTIC_PREFERENCES).personal().bytes(150_000)
            .neverReplayed().line("timeZone", Limits.TIME_ZONE).ids("atOnceGroups", Limits.GROUPS_CHOSEN)
            .ids("mutedGroups", Limits.GROUPS_CHOSEN)),
    ANNOUNCEMENT(Announcement.class, Service.NOTIFICATIONS, in(DOMESTIC_ANNOUNCEMENTS)
            .text("text", Limits.ANNOUNCEMENT)),
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
    private final SequencedMap<String, FieldRule> fields = new LinkedHashMap<>();

    RecordType(Class<? extends SpecificRecord> generated, Service owner, Nature nature) {
        this.generated = generated;
        this.owner = owner;
        this.nature = nature;
        for (Schema.Field field : schema().getFields()) {
            FieldRule rule = nature.rules.get(field.name());
            fields.put(field.name(), rule == null ? rule(field) : rule);
        }
    }

    /** As this release writes it. */
    public Schema schema() {
        try {
            return (Schema) Objects.requireNonNull(generated.getField("SCHEMA$").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(generated + " was not generated by Avro", e);
        }
    }

    /** What its type alone says of a field; of a text it says nothing, so that whoever adds one says what may stand in it. */
    private FieldRule rule(Schema.Field field) {
        Schema plain = field.schema().isUnion()
                ? field.schema().getTypes().stream().filter(it -> it.getType() != Schema.Type.NULL).findFirst()
                        .orElseThrow()
                : field.schema();
        String logical = plain.getLogicalType() == null ? "" : plain.getLogicalType().getName();
        return switch (plain.getType()) {
            case LONG -> new FieldRule.Time();
            case INT ->
                logical.isEmpty() ? new FieldRule.Number(field.name().endsWith("ersion") ? 1 : 0) : new FieldRule.Any();
            case ENUM, BOOLEAN -> new FieldRule.Any();
            case STRING -> {
                if (logical.equals("uuid")) {
                    yield new FieldRule.Uuid();
                }
                if (field.name().equals("id")) {
                    yield new FieldRule.Any();
                }
                if (!field.name().endsWith("Id")) {
                    throw new IllegalStateException(this + " does not say what may stand in " + field.name());
                }
                yield new FieldRule.Id();
            }
            default -> throw new IllegalStateException(this + " does not say what may stand in " + field.name());
        };
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

    /** Without the name space. */
    String shortName() {
        return generated.getSimpleName();
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

    /** What may stand in each of its fields, in the order of the schema; the aggregate's id has {@link #objection}. */
    public SequencedMap<String, FieldRule> fields() {
        return Collections.unmodifiableSequencedMap(fields);
    }

    /** The versions at which it can stand; every one for content, of which the newest wins. */
    boolean canBeVersion(long version) {
        return nature.onlyVersion != 0 ? version == nature.onlyVersion : version >= nature.leastVersion;
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
     * What may be said in such a record where it stands; whoever judges many keeps it.
     *
     * @param topic  the topic's own name, without the peer's prefix
     * @param source the alias of the node whose topic it is
     */
    public Rules rules(String topic, String source) {
        return new Rules(this, nature, topic, source);
    }

    private static Nature in(String... bases) {
        return new Nature(List.of(bases));
    }

    /** What is said of a record in its entry above; a plain id, 20,000 bytes, replays and no readers unless it says otherwise. */
    static final class Nature {

        final List<String> bases;
        private int maxBytes = 20_000;
        private boolean replayed = true;
        private boolean forReaders;
        private boolean personal;
        boolean derived;
        List<String> derivedFrom = List.of();
        Set<String> speaksFor = Set.of();
        private @Nullable String groupField;
        int onlyVersion;
        int leastVersion = 1;
        @Nullable
        String addressedBy;
        private final Map<String, FieldRule> rules = new HashMap<>();
        List<String> same = List.of();
        List<String> ofOneHome = List.of();
        boolean scoped;

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

        Nature fromVersion(int version) {
            leastVersion = version;
            return this;
        }

        /** It is for the home of what stands in this field. */
        Nature addressedBy(String field) {
            addressedBy = field;
            return this;
        }

        Nature text(String field, int most) {
            return rule(field, new FieldRule.Text(most, false));
        }

        Nature line(String field, int most) {
            return rule(field, new FieldRule.Text(most, true));
        }

        Nature texts(String field, int mostItems, int most) {
            return rule(field, new FieldRule.Texts(mostItems, new FieldRule.Text(most, false)));
        }

        Nature lines(String field, int mostItems, int most) {
            return rule(field, new FieldRule.Texts(mostItems, new FieldRule.Text(most, true)));
        }

        /** What members say of themselves, whoever sees it. */
        Nature ofProfile() {
            return line("profession", Limits.PROFILE_LINE).line("organisation", Limits.PROFILE_LINE)
                    .lines("expertise", Limits.EXPERTISE, Limits.EXPERTISE_WORD)
                    .line("practiceArea", Limits.PROFILE_LINE)
                    .lines("languages", Limits.SPOKEN, Limits.EXPERTISE_WORD).line("pronouns", Limits.PRONOUNS)
                    .lines("workingHours", Limits.WORKING_HOURS, Limits.WORKING_HOUR);
        }

        /** What a post or a reply says. */
        Nature ofText() {
            return line("title", Limits.POST_TITLE).text("body", Limits.POST_BODY)
                    .lines("tags", Limits.TAGS, Limits.TAG).line("jurisdiction", Limits.JURISDICTION)
                    .line("language", Limits.LANGUAGE);
        }

        /** @param item what may stand in the fields of each */
        Nature records(String field, int mostItems, Nature item) {
            return rule(field, new FieldRule.Records(mostItems, Map.copyOf(item.rules)));
        }

        Nature least(String field, int least) {
            return rule(field, new FieldRule.Number(least));
        }

        Nature ids(String field, int most) {
            return rule(field, new FieldRule.IdList(most));
        }

        private Nature rule(String field, FieldRule rule) {
            rules.put(field, rule);
            return this;
        }

        /** What stands in these two fields is one id. */
        Nature same(String one, String other) {
            same = List.of(one, other);
            return this;
        }

        /** What stands in these two fields belongs to one home; the first may be left out. */
        Nature ofOneHome(String one, String other) {
            ofOneHome = List.of(one, other);
            return this;
        }

        /** A domestic group's facts are in domestic topics, and no other group's are. */
        Nature scoped() {
            scoped = true;
            return this;
        }
    }
}
