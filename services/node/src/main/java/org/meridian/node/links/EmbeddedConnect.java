package org.meridian.node.links;

import static java.util.Objects.requireNonNull;
import static org.meridian.operator.links.LinkConfig.name;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.RestartRequest;
import org.apache.kafka.connect.runtime.TargetState;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorOffsets;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.AbstractState;
import org.apache.kafka.connect.runtime.rest.entities.Message;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.storage.KafkaOffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.apache.kafka.connect.util.FutureCallback;
import org.apache.kafka.connect.util.SharedTopicAdmin;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.links.CommittedOffsets;
import org.meridian.operator.links.CommittedOffsets.Committed;
import org.meridian.operator.links.Connect;
import org.meridian.operator.links.ConnectorStatus;
import org.meridian.operator.links.ConnectorStatus.Part;
import org.meridian.operator.links.ConnectorStatus.State;
import org.meridian.operator.links.LinkConfig;
import org.meridian.operator.links.Peer;

/**
 * Kafka Connect in this process: a herder whose offsets are in a topic, and whose every call has an end. What else is to be
 * remembered is in files.
 */
public final class EmbeddedConnect implements Connect {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final String alias;
    private final Map<String, String> ownClient;
    private final String topics;
    private final LinkFiles files;
    private ExecutorService calls = herderCalls();
    private @Nullable SharedTopicAdmin admin;
    private @Nullable StandaloneHerder herder;

    /**
     * @param home a directory for what is to be remembered of each link
     * @param alias this node's alias
     * @param ownClient how to connect to this node's Kafka
     * @param topics a regular expression that names the peers' topics to mirror, without a comma
     */
    public EmbeddedConnect(Path home, String alias, Map<String, String> ownClient, String topics) {
        this.files = new LinkFiles(home);
        this.alias = alias;
        this.ownClient = ownClient;
        this.topics = topics;
    }

    private static ExecutorService herderCalls() {
        return Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("links-herder-call-", 0).factory());
    }

    @Override
    public void start() {
        if (calls.isShutdown()) {
            calls = herderCalls();
        }
        var settings = WorkerSettings.of(alias, ownClient);
        var plugins = new Plugins(settings);
        var before = plugins.compareAndSwapWithDelegatingLoader();
        try {
            var topicAdmin = new SharedTopicAdmin(new HashMap<>(ownClient));
            admin = topicAdmin;
            var starting = herder(settings, plugins, topicAdmin);
            herder = starting;
            starting.start();
            starting.ready();
        } finally {
            Plugins.compareAndSwapLoaders(before);
        }
    }

    private StandaloneHerder herder(Map<String, String> settings, Plugins plugins, SharedTopicAdmin topicAdmin) {
        var config = new StandaloneConfig(settings);
        var policy = new AllConnectorClientConfigOverridePolicy();
        policy.configure(Map.of());
        var json = plugins.newInternalConverter(true, JsonConverter.class.getName(), Map.of("schemas.enable", "false"));
        var offsets = new KafkaOffsetBackingStore(topicAdmin, () -> "links-" + alias, json);
        offsets.configure(new OffsetsTopicConfig(settings));
        var worker = new Worker("links-" + alias, Time.SYSTEM, plugins, config, offsets, policy);
        return new StandaloneHerder(worker, config.kafkaClusterId(), policy);
    }

    @Override
    public void run(Peer peer) {
        var config = new HashMap<>(LinkConfig.link(alias, ownClient, peer, topics));
        config.put("connector.class", PatientMirror.class.getName());
        var state = isPaused(peer.alias()) ? TargetState.PAUSED : TargetState.STARTED;
        var done = new FutureCallback<Herder.Created<ConnectorInfo>>();
        await(calls.submit(() -> herder().putConnectorConfig(name(peer.alias()), config, state, true, done)));
        awaitTaken(name(peer.alias()), done);
    }

    /** Until the herder has it, or has refused its settings. A start takes as long as the peer does, and may fail: its state says so. */
    private void awaitTaken(String connector, Future<?> done) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!this.<Collection<String>>call(herder()::connectors).contains(connector)) {
            if (done.isDone() || System.nanoTime() > deadline) {
                await(done);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    @Override
    public void pause(String peer) {
        files.setPaused(peer, true);
        if (status(peer) != null) {
            await(calls.submit(() -> herder().pauseConnector(name(peer))));
        }
    }

    @Override
    public void resume(String peer) {
        files.setPaused(peer, false);
        if (status(peer) != null) {
            await(calls.submit(() -> herder().resumeConnector(name(peer))));
        }
    }

    @Override
    public boolean isPaused(String peer) {
        return files.isPaused(peer);
    }

    @Override
    public void restart(String peer) {
        this.<ConnectorStateInfo>call(
                done -> herder().restartConnectorAndTasks(new RestartRequest(name(peer), false, true), done));
    }

    @Override
    public void stop(String peer) {
        files.setPaused(peer, false);
        if (status(peer) != null) {
            this.<Void>call(done -> herder().stopConnector(name(peer), done));
        }
    }

    @Override
    public void startOver(String peer) {
        this.<Void>call(done -> herder().stopConnector(name(peer), done));
        this.<Message>call(done -> herder().resetConnectorOffsets(name(peer), done));
    }

    @Override
    public CommittedOffsets offsets(String peer) {
        ConnectorOffsets offsets = call(done -> herder().connectorOffsets(name(peer), done));
        return new CommittedOffsets(
                offsets.offsets().stream().map(it -> new Committed(it.partition(), it.offset())).toList());
    }

    @Override
    public @Nullable ConnectorStatus status(String peer) {
        try {
            var info = herder().connectorStatus(name(peer));
            return new ConnectorStatus(part(info.connector()),
                    info.tasks().stream().map(EmbeddedConnect::part).toList());
        } catch (NotFoundException notYet) {
            return null;
        }
    }

    private static Part part(AbstractState state) {
        return new Part(State.of(state.state()), state.trace());
    }

    @Override
    public @Nullable String mirrored(String peer) {
        return files.clusterId(peer);
    }

    @Override
    public void noteMirrored(String peer, String clusterId) {
        files.setClusterId(peer, clusterId);
    }

    private StandaloneHerder herder() {
        return requireNonNull(herder, "Kafka Connect has not been started");
    }

    private <T> T call(Consumer<Callback<T>> call) {
        var answer = new FutureCallback<T>();
        await(calls.submit(() -> call.accept(answer)));
        return await(answer);
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka Connect did not answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka Connect refused: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka Connect worked", e);
        }
    }

    @Override
    public void close() {
        if (herder != null) {
            herder.stop();
        }
        calls.shutdownNow();
        if (admin != null) {
            admin.close();
        }
    }
}
