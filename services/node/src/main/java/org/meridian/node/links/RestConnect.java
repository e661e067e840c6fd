package org.meridian.node.links;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorOffsets;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.jspecify.annotations.Nullable;
import org.meridian.node.http.HttpCalls;
import org.meridian.node.http.HttpCalls.Answer;
import org.meridian.node.http.HttpCalls.NoAnswer;

/**
 * Kafka Connect as a process of its own, over its REST interface. It remembers itself what is paused; the mirrored cluster's
 * id is kept beside a connector's settings, which a connector ignores.
 */
public final class RestConnect implements Connect {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String CLUSTER = "meridian.mirrored.cluster.id";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> CONFIG = new TypeReference<>() {
    };
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {
    };

    private final String url;
    private final String alias;
    private final Map<String, String> ownClient;
    private final Secrets secrets;
    private final String topics;
    private final HttpCalls http;
    private final Map<String, String> clusters = new ConcurrentHashMap<>();

    /**
     * @param url without a slash at the end
     * @param key without which Connect answers nobody
     * @param ownClient how Connect connects to this node's Kafka; only the names of its settings are sent
     * @param secrets the folder where Connect finds {@code kafka.properties} and {@code peers.properties}
     */
    public RestConnect(String url, SSLContext key, String alias, Map<String, String> ownClient, String secrets,
            String topics) {
        this.url = url;
        this.http = new HttpCalls(TIMEOUT, key);
        this.alias = alias;
        this.secrets = new Secrets(secrets);
        this.ownClient = this.secrets.ownClient(ownClient.keySet());
        this.topics = topics;
    }

    /**
     * Takes away the links of all but these peers. Where one had come to is forgotten: nothing says any more whose offsets
     * those are, should the peer come back founded anew, and what is mirrored twice does no harm.
     */
    public void removeAllBut(Collection<String> peers) {
        var kept = peers.stream().map(LinkConfig::name).collect(Collectors.toSet());
        for (var name : read(done("GET", "", null), NAMES)) {
            if (LinkConfig.isLink(name) && !kept.contains(name)) {
                forgetOffsets("/" + name);
                done("DELETE", "/" + name, null);
            }
        }
    }

    @Override
    public void run(Peer peer) {
        var before = config(peer.alias());
        var wanted = new HashMap<>(LinkConfig.link(alias, ownClient, secrets.withoutSecret(peer), topics));
        var cluster = clusters.getOrDefault(peer.alias(), before.get(CLUSTER));
        if (cluster != null) {
            wanted.put(CLUSTER, cluster);
        }
        if (!wanted.equals(before)) {
            put(peer.alias(), wanted);
        }
    }

    private Map<String, String> config(String peer) {
        var answer = call("GET", of(peer) + "/config", null);
        return answer.status() == 404 ? Map.of() : read(checked(answer), CONFIG);
    }

    private void put(String peer, Map<String, String> config) {
        done("PUT", of(peer) + "/config", write(config));
    }

    @Override
    public void pause(String peer) {
        done("PUT", of(peer) + "/pause", null);
        awaitPaused(peer, true);
    }

    @Override
    public void resume(String peer) {
        done("PUT", of(peer) + "/resume", null);
        awaitPaused(peer, false);
    }

    /** Connect notes the wish at once, and its worker follows a moment later. */
    private void awaitPaused(String peer, boolean paused) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (isPaused(peer) != paused && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isPaused(String peer) {
        var state = state(peer);
        return state != null && state.connector().state().equals("PAUSED");
    }

    @Override
    public void restart(String peer) {
        done("POST", of(peer) + "/restart?includeTasks=true&onlyFailed=false", null);
    }

    @Override
    public void stop(String peer) {
        if (state(peer) != null) {
            done("PUT", of(peer) + "/stop", null);
        }
    }

    @Override
    public void startOver(String peer) {
        forgetOffsets(of(peer));
    }

    private void forgetOffsets(String path) {
        done("PUT", path + "/stop", null);
        done("DELETE", path + "/offsets", null);
    }

    @Override
    public ConnectorOffsets offsets(String peer) {
        return read(done("GET", of(peer) + "/offsets", null), new TypeReference<>() {
        });
    }

    @Override
    public @Nullable ConnectorStateInfo state(String peer) {
        var answer = call("GET", of(peer) + "/status", null);
        return answer.status() == 404 ? null : read(checked(answer), new TypeReference<ConnectorStateInfo>() {
        });
    }

    @Override
    public @Nullable String mirrored(String peer) {
        var known = clusters.get(peer);
        return known == null ? config(peer).get(CLUSTER) : known;
    }

    @Override
    public void noteMirrored(String peer, String clusterId) {
        var config = new HashMap<>(config(peer));
        if (!clusterId.equals(config.put(CLUSTER, clusterId))) {
            put(peer, config);
        }
        clusters.put(peer, clusterId);
    }

    private static String of(String peer) {
        return "/" + LinkConfig.name(peer);
    }

    private Answer done(String method, String path, @Nullable String json) {
        return checked(call(method, path, json));
    }

    private static Answer checked(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new ConnectAway("Kafka Connect, which runs the links, answered with status " + answer.status() + ".");
        }
        return answer;
    }

    private Answer call(String method, String path, @Nullable String json) {
        try {
            return http.call(method, url + "/connectors" + path, null, json);
        } catch (NoAnswer e) {
            throw new ConnectAway("Kafka Connect, which runs the links, gives no answer: " + e.getMessage() + ".");
        }
    }

    private static <T> T read(Answer answer, TypeReference<T> type) {
        try {
            return JSON.readValue(answer.body(), type);
        } catch (JsonProcessingException e) {
            throw new ConnectAway("Kafka Connect, which runs the links, gave an answer that cannot be read.");
        }
    }

    private static String write(Map<String, String> config) {
        try {
            return JSON.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connect runs on. */
    @Override
    public void close() {}
}
