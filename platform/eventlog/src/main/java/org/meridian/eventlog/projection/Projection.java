package org.meridian.eventlog.projection;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.serde.Codec;
import org.meridian.process.WritingStop;
import org.meridian.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The loop of one service: reads its own node's topics and the mirrored ones, applies batch by batch, and never gives up
 * on a database or a broker that is away. Offsets are the database's, not Kafka's.
 */
public final class Projection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    /** How long a fetch that finds nothing waits at the broker. It learns nothing of partitions that are added meanwhile. */
    static final Duration FETCH_WAIT = Duration.ofSeconds(2);

    /** In full batches. */
    private static final int A_TURN = 10;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final String service;
    private final Pattern topics;
    private final Map<String, Object> kafka;
    private final Duration patience;
    private final WritingStop writingStop;
    private final Applier applier;
    private final Offsets offsets;
    private final Parked parked;
    private final Monitor monitor;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final OwnTopics ours;
    private final HeldBack heldBack;
    /** The aggregates of which more may wait behind a gap that is filled: a page of each turn. */
    private final Set<String> undrained = new LinkedHashSet<>();
    private boolean undrainedUnknown = true;
    private final Set<TopicPartition> hadTheirTurn = new HashSet<>();
    private int fullBatches;
    private long unknownAfter = Long.MAX_VALUE;
    private final Thread thread;
    private volatile boolean running = true;
    private final AtomicBoolean unknownsWait = new AtomicBoolean();
    private volatile boolean caughtUp;
    private volatile boolean idle;
    private @Nullable Map<TopicPartition, Long> goal;
    private int assignments;
    private boolean reassigned = true;
    /** What another instance applies. */
    private List<TopicPartition> elsewhere = List.of();

    /**
     * What a projection consists of.
     *
     * @param patience how long a record may wait for others, to share a transaction with them; zero where people wait for it
     */
    public record Parts(Database database, String alias, Set<String> peers, Pattern topics, Duration patience,
            ReadModel rows, Codec codec, Map<String, Object> kafka, ParkedSettings parked, WritingStop writingStop,
            Clock clock) {

        String service() {
            return database.service();
        }
    }

    /** Connects to Kafka: make it only to start it. */
    public Projection(Parts parts, Monitor monitor) {
        this.service = parts.service();
        this.topics = parts.topics();
        this.kafka = parts.kafka();
        this.patience = parts.patience();
        this.writingStop = parts.writingStop();
        Judge judge = new Judge(parts.alias(), parts.peers(), parts.codec(), parts.clock());
        this.offsets = new Offsets(parts.database().jdbc());
        this.parked = new Parked(parts.database().jdbc());
        var quota = new Quota(parked, parts.parked().mostRecords(), parts.parked().mostBytes().toBytes());
        this.applier = new Applier(parts.database(), judge, parts.rows(), quota, parts.clock());
        this.monitor = monitor;
        this.consumer = new KafkaConsumer<>(settings(parts), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.ours = new OwnTopics(service, consumer);
        this.heldBack = new HeldBack(service, consumer);
        this.thread = Thread.ofPlatform().name("projection-" + service).unstarted(this::run);
    }

    private static Map<String, Object> settings(Parts parts) {
        var settings = new HashMap<>(parts.kafka());
        settings.put("group.id", "meridian-" + parts.service());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        settings.put("metadata.max.age.ms", 5_000);
        settings.putAll(Portions.ofConsumer());
        // A killed node's member keeps the new one waiting until its session ends; 6 s is the least that a broker takes.
        settings.put("session.timeout.ms", 6_000);
        settings.put("heartbeat.interval.ms", 2_000);
        settings.put("max.poll.interval.ms", 600_000);
        // A record ends the wait. An empty answer costs the broker a look at all partitions, so the wait is long; but what else
        // this consumer asks of it, an end offset or new topics, is answered after it.
        settings.put("fetch.max.wait.ms", (int) FETCH_WAIT.toMillis());
        settings.put("allow.auto.create.topics", false);
        return settings;
    }

    public void start() {
        thread.start();
    }

    /** Whether everything has been applied, here or by another instance, that the log held when the projection started. */
    public boolean hasCaughtUp() {
        return caughtUp;
    }

    /** Whether the last look at Kafka brought nothing new, and other instances had applied their part. */
    public boolean isIdle() {
        return idle;
    }

    /** Judges a parked record and all that is parked of its aggregate again; says whether anything was applied. */
    public CompletableFuture<Boolean> retry(long parkedId) {
        var done = new CompletableFuture<Boolean>();
        errands.add(() -> retry(parkedId, done));
        consumer.wakeup();
        return done;
    }

    private void retry(long parkedId, CompletableFuture<Boolean> done) {
        try {
            boolean applied = false;
            List<Incoming> page = parked.withItsKey(parkedId);
            while (!page.isEmpty()) {
                applied |= !retried(page).applied().isEmpty();
                page = parked.following(page.getLast());
            }
            done.complete(applied);
        } catch (StaleOwner movedOn) {
            errands.add(() -> retry(parkedId, done));
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private Applier.Outcome retried(List<Incoming> page) {
        Applier.Outcome outcome = applier.retry(page);
        undrained.addAll(outcome.undrained());
        monitor.applied(page, outcome);
        return outcome;
    }

    /** For each peer of which something stays in Kafka because so much is parked of it already, the reason why it is. */
    public Map<String, String> heldBack() {
        return heldBack.byPeer();
    }

    /** How many records of each topic are yet to be applied, here or by another instance. */
    public CompletableFuture<Map<String, Long>> behind() {
        var answer = new CompletableFuture<Map<String, Long>>();
        errands.add(() -> behind(answer));
        consumer.wakeup();
        return answer;
    }

    private void behind(CompletableFuture<Map<String, Long>> answer) {
        try {
            answer.complete(countBehind());
        } catch (WakeupException forAnother) {
            errands.add(() -> behind(answer));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private Map<String, Long> countBehind() {
        Map<TopicPartition, Offsets.Applied> applied = offsets.load();
        Map<String, Long> behind = new TreeMap<>();
        consumer.endOffsets(partitions()).forEach((partition, end) -> {
            long left = end - reached(partition, applied);
            if (left > 0) {
                behind.merge(partition.topic(), left, Long::sum);
            }
        });
        return behind;
    }

    /** Judges again, soon, what an announced schema or an upgrade may have made readable. */
    public void retryUnknown() {
        unknownsWait.set(true);
        consumer.wakeup();
    }

    private void run() {
        consumer.subscribe(topics, new Assignment());
        while (running) {
            try {
                step();
            } catch (WakeupException e) {
                LOG.trace("{}: woken for an errand, or to stop", service);
            } catch (StaleOwner e) {
                LOG.info("{}: {}; reading again", service, e.getMessage());
                positions.clear();
            } catch (DataAccessException | TransactionException | KafkaException e) {
                LOG.warn("{}: cannot apply, trying again: {}", service, e.getMessage());
                startOver();
            } catch (RuntimeException | Error e) {
                LOG.error("{}: a batch fails for no reason that is known, trying again", service, e);
                startOver();
            }
        }
        consumer.close(CloseOptions.timeout(FAREWELL)); // not for the end of a fetch's wait
    }

    private void step() {
        runErrands();
        if (goal == null) {
            goal = consumer.endOffsets(partitions());
        }
        // Also after a failure, and when the seek on assignment was itself interrupted by one.
        if (!positions.keySet().containsAll(consumer.assignment())) {
            seekToApplied(consumer.assignment());
        }
        if (reassigned) {
            lookElsewhere();
        }
        ours.readAgainIfDue();
        heldBack.readAgainIfDue();
        if (writingStop.reason().isPresent()) {
            stayInTheGroup();
            return;
        }
        Gathering gathered = gather(isAnythingPending() ? Duration.ZERO : Duration.ofMillis(caughtUp ? 500 : 50));
        apply(gathered);
        takeTurns(gathered);
        drainAPage();
        retryAPageOfUnknowns();
        caughtUp = caughtUp || hasReachedGoal();
    }

    /** Without reading anything. */
    private void stayInTheGroup() {
        Set<TopicPartition> paused = new HashSet<>(consumer.assignment());
        paused.removeAll(consumer.paused());
        consumer.pause(paused);
        try {
            consumer.poll(RETRY);
        } finally {
            paused.retainAll(consumer.assignment());
            consumer.resume(paused);
        }
        idle = false;
    }

    private boolean isAnythingPending() {
        return !hadTheirTurn.isEmpty() || !undrained.isEmpty() || undrainedUnknown || unknownAfter < Long.MAX_VALUE
                || unknownsWait.get();
    }

    private void apply(Gathering gathered) {
        Set<TopicPartition> heldNow = new HashSet<>();
        for (List<Incoming> batch : gathered.batches()) {
            List<Incoming> records = batch.stream().filter(it -> !heldNow.contains(Applier.partition(it))).toList();
            if (!records.isEmpty()) {
                heldNow.addAll(apply(records));
            }
        }
    }

    /** Returns the partitions that were held back. */
    private Set<TopicPartition> apply(List<Incoming> records) {
        Applier.Outcome outcome = applier.apply(records, positions);
        Map<TopicPartition, Held> held = outcome.held();
        records.stream().filter(it -> Applier.isBefore(it, held.get(Applier.partition(it))))
                .forEach(it -> positions.put(Applier.partition(it), it.offset() + 1));
        heldBack.after(records.stream().map(Applier::partition).collect(Collectors.toSet()), held);
        undrained.addAll(outcome.undrained());
        monitor.applied(records, outcome);
        return held.keySet();
    }

    private void drainAPage() {
        if (undrainedUnknown) {
            undrained.addAll(parked.drainable());
            undrainedUnknown = false;
        }
        if (!undrained.isEmpty()) {
            String key = undrained.iterator().next();
            Applier.Outcome outcome = applier.drain(key);
            undrained.remove(key);
            undrained.addAll(outcome.undrained()); // behind the others
            monitor.applied(outcome.applied(), outcome);
        }
    }

    private void retryAPageOfUnknowns() {
        if (unknownsWait.getAndSet(false)) {
            unknownAfter = 0;
        }
        if (unknownAfter < Long.MAX_VALUE) {
            List<Incoming> page = parked.unknown(unknownAfter);
            if (!page.isEmpty()) {
                retried(page);
            }
            unknownAfter = page.isEmpty() ? Long.MAX_VALUE : requireNonNull(page.getLast().parkedId());
        }
    }

    private void lookElsewhere() {
        elsewhere = partitions().stream().filter(it -> !consumer.assignment().contains(it)).toList();
        monitor.isShared(!elsewhere.isEmpty());
        reassigned = false;
    }

    private Gathering gather(Duration most) {
        Gathering gathering = poll(ours.areResting() ? ours.leftOfTheirRest() : most,
                caughtUp ? patience : Duration.ZERO);
        idle = gathering.isEmpty() && ours.areSeen() && heldBack.byPeer().isEmpty() && isAppliedElsewhere();
        if (caughtUp && !gathering.isFull()) {
            ours.restAfter(gathering.records());
        }
        return gathering;
    }

    /**
     * While a fetch is being taken apart Kafka's consumer asks for no other. What is not compressed much is through in a moment; a
     * partition of which batch after batch comes out of one fetch waits until all others that have something had their turn.
     */
    private void takeTurns(Gathering gathered) {
        if (!gathered.isFull()) {
            fullBatches = 0;
            hadTheirTurn.retainAll(consumer.assignment());
            hadTheirTurn.removeIf(heldBack::holds);
            consumer.resume(hadTheirTurn);
            hadTheirTurn.clear();
            return;
        }
        fullBatches += gathered.batches().size();
        TopicPartition partition = Applier.partition(gathered.batches().getLast().getLast());
        if (fullBatches >= A_TURN && gathered.endsAmidAPartition() && !consumer.paused().contains(partition)) {
            consumer.pause(Set.of(partition));
            hadTheirTurn.add(partition);
            fullBatches = 0;
        }
    }

    /**
     * Polls in small portions, since what is small when compressed can be large, until a batch is worth its transaction.
     * What was gathered when an assignment changes or a poll fails is let go and read again.
     *
     * @param patience how long more is waited for once there is something
     */
    private Gathering poll(Duration most, Duration patience) {
        var gathering = new Gathering();
        try {
            gathering.add(consumer.poll(most));
            int assignment = assignments;
            if (gathering.goesOn() && patience.isPositive()) {
                rest(patience);
            }
            while (gathering.goesOn()) {
                gathering.add(consumer.poll(Duration.ZERO));
            }
            if (assignment != assignments) {
                throw new StaleOwner("the assignment changed meanwhile");
            }
            return gathering;
        } catch (RuntimeException e) {
            // A poll that is woken has passed nothing: only what was gathered before it would be lost.
            if (!(e instanceof WakeupException) || !gathering.isEmpty()) {
                positions.clear();
            }
            throw e;
        }
    }

    private boolean isAppliedElsewhere() {
        if (elsewhere.isEmpty()) {
            return true;
        }
        Map<TopicPartition, Offsets.Applied> applied = offsets.load();
        return consumer.endOffsets(elsewhere).entrySet().stream()
                .allMatch(end -> end.getValue() <= reached(end.getKey(), applied));
    }

    private boolean hasReachedGoal() {
        Map<TopicPartition, Offsets.Applied> applied = offsets.load();
        return requireNonNull(goal).entrySet().stream()
                .allMatch(end -> heldBack.holds(end.getKey()) || end.getValue() <= reached(end.getKey(), applied));
    }

    /** What the consumer has passed counts too: the last offsets of a topic may hold no record. */
    private long reached(TopicPartition partition, Map<TopicPartition, Offsets.Applied> applied) {
        if (consumer.assignment().contains(partition)) {
            return consumer.position(partition);
        }
        Offsets.Applied elsewhere = applied.get(partition);
        return elsewhere == null ? 0 : elsewhere.next();
    }

    /** All that there are, assigned to this instance or not: an assignment may come before all topics are known. */
    private List<TopicPartition> partitions() {
        return consumer.listTopics().entrySet().stream().filter(topic -> topics.matcher(topic.getKey()).matches())
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
    }

    private void runErrands() {
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
            errand.run();
        }
    }

    /** After a pause, from where the database says. */
    private void startOver() {
        positions.clear();
        undrainedUnknown = true;
        rest(RETRY);
    }

    private void rest(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** Goes to where the database says; to the beginning where the topic is another one than it was, or lost its tail. */
    private void seekToApplied(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<String, String> topicIds = topicIds(partitions);
        Map<TopicPartition, Offsets.Applied> applied = offsets.load();
        // Asked after that: another owner may apply what is written in between.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> from = new HashMap<>();
        Set<TopicPartition> restarted = new HashSet<>();
        for (TopicPartition partition : partitions) {
            Offsets.Applied before = applied.get(partition);
            boolean sameTopic = before != null && before.topicId().equals(topicIds.get(partition.topic()));
            if (before != null && sameTopic && before.next() <= ends.getOrDefault(partition, 0L)) {
                from.put(partition, before.next());
            } else {
                if (before != null) {
                    LOG.warn("{}: {} was founded anew or lost its tail; reading it from the beginning", service,
                            partition);
                }
                restarted.add(partition);
                from.put(partition, 0L);
            }
        }
        offsets.restart(restarted, topicIds);
        from.forEach(consumer::seek);
        positions.putAll(from);
    }

    private Map<String, String> topicIds(Collection<TopicPartition> partitions) {
        Set<String> names = new HashSet<>();
        partitions.forEach(partition -> names.add(partition.topic()));
        Map<String, String> ids = new HashMap<>();
        Admin admin = Admin.create(kafka);
        try {
            Map<String, TopicDescription> described = admin.describeTopics(names).allTopicNames().get(30,
                    TimeUnit.SECONDS);
            described.forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
            return ids;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the topics cannot be described", e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** Stops after the batch under way. */
    @Override
    public void close() {
        running = false;
        consumer.wakeup();
        try {
            thread.join(15_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assignments++;
            reassigned = true;
            seekToApplied(partitions);
            lookElsewhere(); // here, where no fetch waits
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            assignments++;
            reassigned = true;
            partitions.forEach(positions::remove);
            partitions.forEach(heldBack::letGo);
        }
    }
}
