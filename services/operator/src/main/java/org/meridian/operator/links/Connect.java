package org.meridian.operator.links;

import org.jspecify.annotations.Nullable;

/** Kafka Connect with a connector for each link, by the peer's alias; and what is remembered of each across restarts. */
public interface Connect {

    /** Before all else; whether it runs here or answers from elsewhere. */
    void start();

    /** Starts a link, or leaves it as it is if it runs already with these settings; a paused one stays paused. */
    void run(Peer peer);

    void pause(String peer);

    void resume(String peer);

    boolean isPaused(String peer);

    /**
     * Starts a connector and its tasks again. All of them: one may be called running whose client has died with what failed
     * beside it.
     */
    void restart(String peer);

    /** Ends what runs of a link, paused or not, until it is resumed; where it was is kept. */
    void stop(String peer);

    /** Makes a link begin from its source's beginning; it has to be resumed, and may be asked again if this fails half-way. */
    void startOver(String peer);

    CommittedOffsets offsets(String peer);

    /** @return the state of a connector and its tasks, null before it exists */
    @Nullable
    ConnectorStatus status(String peer);

    /** @return the id of the cluster that a link mirrors, null if it has not been noted yet */
    @Nullable
    String mirrored(String peer);

    void noteMirrored(String peer, String clusterId);

    void close();
}
