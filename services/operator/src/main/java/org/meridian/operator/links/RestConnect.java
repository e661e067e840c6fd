package org.meridian.operator.links;

import static org.meridian.operator.links.LinkConfig.name;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.meridian.http.client.HttpClients;
import org.meridian.http.client.NoAnswer;
import org.springframework.web.client.HttpClientErrorException.NotFound;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Kafka Connect as a process of its own, over its REST interface. It remembers itself what is paused; the mirrored cluster's
 * id is kept beside a connector's settings, which a connector ignores.
 */
public final class RestConnect implements Connect {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String CLUSTER = "meridian.mirrored.cluster.id";

    private final ConnectRest rest;
    private final String alias;
    private final Map<String, String> ownClient;
    private final Secrets secrets;
    private final String topics;
    private final Map<String, String> clusters = new ConcurrentHashMap<>();

    /**
     * @param url without a slash at the end
     * @param key without which Connect answers nobody
     * @param ownClient how Connect connects to this node's Kafka; only the names of its settings are sent
     * @param secrets the folder where Connect finds {@code kafka.properties} and {@code peers.properties}
     */
    public RestConnect(String url, SSLContext key, String alias, Map<String, String> ownClient, String secrets,
            String topics) {
        this.rest = new HttpClients(TIMEOUT, key).client(ConnectRest.class, url);
        this.alias = alias;
        this.secrets = new Secrets(secrets);
        this.ownClient = this.secrets.ownClient(ownClient.keySet());
        this.topics = topics;
    }

    /** It runs already, or will. */
    @Override
    public void start() {}

    /**
     * Takes away the links of all but these peers. Where one had come to is forgotten: nothing says any more whose offsets
     * those are, should the peer come back founded anew, and what is mirrored twice does no harm.
     */
    public void removeAllBut(Collection<String> peers) {
        var kept = peers.stream().map(LinkConfig::name).collect(Collectors.toSet());
        for (var name : answer(rest::names)) {
            if (LinkConfig.isLink(name) && !kept.contains(name)) {
                forgetOffsets(name);
                ask(() -> rest.delete(name));
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
            ask(() -> rest.configure(name(peer.alias()), wanted));
        }
    }

    private Map<String, String> config(String peer) {
        var config = found(() -> rest.config(name(peer)));
        return config == null ? Map.of() : config;
    }

    @Override
    public void pause(String peer) {
        ask(() -> rest.pause(name(peer)));
        awaitPaused(peer, true);
    }

    @Override
    public void resume(String peer) {
        ask(() -> rest.resume(name(peer)));
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
        var status = status(peer);
        return status != null && status.is(ConnectorStatus.State.PAUSED);
    }

    @Override
    public void restart(String peer) {
        ask(() -> rest.restart(name(peer)));
    }

    @Override
    public void stop(String peer) {
        if (status(peer) != null) {
            ask(() -> rest.stop(name(peer)));
        }
    }

    @Override
    public void startOver(String peer) {
        forgetOffsets(name(peer));
    }

    private void forgetOffsets(String name) {
        ask(() -> rest.stop(name));
        ask(() -> rest.forgetOffsets(name));
    }

    @Override
    public CommittedOffsets offsets(String peer) {
        return answer(() -> rest.offsets(name(peer)));
    }

    @Override
    public @Nullable ConnectorStatus status(String peer) {
        return found(() -> rest.status(name(peer)));
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
            ask(() -> rest.configure(name(peer), config));
        }
        clusters.put(peer, clusterId);
    }

    /** Null where there is no connector of that name. */
    private static <T> @Nullable T found(Supplier<T> call) {
        return RestConnect.<@Nullable T>answer(() -> {
            try {
                return call.get();
            } catch (NotFound none) {
                return null;
            }
        });
    }

    private static void ask(Runnable call) {
        RestConnect.<@Nullable Void>answer(() -> {
            call.run();
            return null;
        });
    }

    private static <T extends @Nullable Object> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (RestClientResponseException e) {
            throw new ConnectAway("Kafka Connect, which runs the links, answered with status "
                    + e.getStatusCode().value() + ".");
        } catch (ResourceAccessException e) {
            throw new ConnectAway("Kafka Connect, which runs the links, gives no answer: " + NoAnswer.why(e) + ".");
        } catch (RestClientException e) {
            throw new ConnectAway("Kafka Connect, which runs the links, gave an answer that cannot be read.");
        }
    }

    /** Connect runs on. */
    @Override
    public void close() {}
}
