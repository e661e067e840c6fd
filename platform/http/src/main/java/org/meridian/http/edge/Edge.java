package org.meridian.http.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.meridian.http.edge.EdgeConnection.Stage;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.ProblemDetail;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/**
 * All connections of a server, and what they may take together: how many there are, in all and from one address, how much of
 * unfinished bodies and of unread answers is in memory, and how long anybody may take. Where there is no room, whoever has
 * waited longest without a request, or has kept others waiting longest, makes some.
 */
public final class Edge implements AutoCloseable {

    /** Of the heap, for bodies that are not there yet or not yet dealt with, and as much for answers that nobody has read. */
    private static final int SHARE = 16;
    private static final long SWEEP_MILLIS = 500;
    /** Refused, and not yet closed: they may read why, unless there are too many. */
    private static final int MOST_REFUSED = 500;
    /** What the kernel keeps for one reader; by default it would take megabytes. */
    private static final int SEND_BUFFER = 256 * 1024;

    private final EdgeSettings settings;
    private final Predicate<InetAddress> isProxy;
    private final EdgeTimes times;
    private final BodyLimits limits;
    private final RefusedRequests refusals;
    private final long budget;
    private final Map<InetAddress, Set<EdgeConnection>> bySite = new HashMap<>();
    private final Set<EdgeConnection> all = ConcurrentHashMap.newKeySet();
    private final Set<EdgeConnection> refused = ConcurrentHashMap.newKeySet();
    private final AtomicLong bodies = new AtomicLong();
    private final AtomicLong unread = new AtomicLong();
    private final ScheduledExecutorService sweeper = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("edge").factory());
    private volatile Runnable whenRead = () -> {};

    public Edge(EdgeSettings settings, ClientAddresses clients, List<BodyLimits> limits, JsonMapper json,
            MeterRegistry meters) {
        this(settings, clients::isProxy, BodyLimits.of(limits), json, meters, EdgeTimes.USUAL,
                Runtime.getRuntime().maxMemory() / SHARE);
    }

    Edge(EdgeSettings settings, Predicate<InetAddress> isProxy, BodyLimits limits, JsonMapper json,
            MeterRegistry meters, EdgeTimes times, long budget) {
        this.times = times;
        this.settings = settings;
        this.isProxy = isProxy;
        this.limits = limits;
        this.refusals = new RefusedRequests(json, meters);
        this.budget = budget;
        sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Every connection of the server passes here. */
    public NettyServerCustomizer customizer() {
        return server -> server.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .doOnChannelInit((observer, channel, address) -> {
                    var connection = new EdgeConnection(this, times, limits, refusals);
                    ChannelPipeline pipeline = channel.pipeline();
                    pipeline.addBefore(NettyPipeline.HttpCodec, "meridian.bytes", connection.bytes());
                    pipeline.addAfter(NettyPipeline.HttpCodec, "meridian.edge", connection);
                });
    }

    // Connections.

    /** Null where it may stay; else why not. */
    synchronized @Nullable ProblemDetail admit(EdgeConnection connection) {
        InetAddress site = connection.site();
        boolean isLimited = !connection.isFromHere() && !isProxy.test(site);
        Set<EdgeConnection> same = bySite.getOrDefault(site, Set.of());
        if (isLimited && same.size() >= settings.connectionsPerAddress() && !makesRoom(same, Stage.IDLE)) {
            return RefusedRequests.tooManyConnections();
        }
        if (all.size() >= settings.connections() && !makesRoom(all, Stage.IDLE) && !makesRoom(largest(), Stage.HEAD)
                && !makesRoom(largest(), Stage.BODY)) {
            return RefusedRequests.full();
        }
        bySite.computeIfAbsent(site, it -> new HashSet<>()).add(connection);
        all.add(connection);
        return null;
    }

    /** Ends the one that has been at this stage longest, if one has been for a while. */
    private boolean makesRoom(Set<EdgeConnection> some, Stage stage) {
        return some.stream()
                .filter(it -> it.stage() == stage && it.unreadNanos() == 0
                        && it.sinceNanos() >= times.grace().toNanos())
                .max(Comparator.comparingLong(EdgeConnection::sinceNanos)).map(it -> {
                    forget(it);
                    refused.add(it);
                    it.makeRoom();
                    return true;
                }).orElse(false);
    }

    private Set<EdgeConnection> largest() {
        return bySite.values().stream().max(Comparator.comparingInt(Set::size)).orElse(Set.of());
    }

    private synchronized void forget(EdgeConnection connection) {
        all.remove(connection);
        bySite.computeIfPresent(connection.site(), (site, same) -> {
            same.remove(connection);
            return same.isEmpty() ? null : same;
        });
    }

    /** Whether somebody who is refused may still be told why. */
    boolean tells(EdgeConnection connection) {
        return refused.size() < MOST_REFUSED && refused.add(connection);
    }

    void closed(EdgeConnection connection) {
        forget(connection);
        refused.remove(connection);
    }

    // Memory.

    /**
     * Whether there is room for so much more of a long body. Where there is none, whoever has kept room longest loses it; what
     * that makes room for need not wait for it.
     */
    boolean reserve(EdgeConnection connection, long bytes) {
        long held = bodies.addAndGet(bytes);
        if (held > budget) {
            held -= all.stream().filter(it -> it != connection && it.mayLeave())
                    .max(Comparator.comparingLong(EdgeConnection::sinceNanos)).map(EdgeConnection::leave).orElse(0L);
        }
        if (held <= budget) {
            return true;
        }
        bodies.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        bodies.addAndGet(-bytes);
    }

    void unread(long bytes) {
        unread.addAndGet(bytes);
        if (bytes < 0) {
            whenRead.run();
        }
    }

    /** Bytes of answers that nobody has read yet. */
    long unread() {
        return unread.get();
    }

    /** Whether another large answer may be made. */
    boolean hasRoomForAnswers() {
        return unread.get() < budget;
    }

    /** @param listener is told whenever something was read */
    void whenRead(Runnable listener) {
        whenRead = listener;
    }

    void refused(ProblemDetail problem) {
        refusals.count(problem);
    }

    private void sweep() {
        all.forEach(EdgeConnection::look);
        refused.forEach(EdgeConnection::look);
        if (unread.get() > budget / 2) {
            all.stream().filter(it -> it.unreadNanos() >= times.grace().toNanos()).forEach(EdgeConnection::drop);
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }
}
