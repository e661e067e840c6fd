package org.meridian.node.links;

import org.apache.kafka.connect.runtime.rest.entities.ConnectorOffsets;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.jspecify.annotations.Nullable;

/** Kafka Connect with a connector for each link, by the peer's alias; and what is remembered of each across restarts. */
interface Connect extends AutoCloseable {

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

    /** Makes a link begin from its source's beginning; it has to be resumed, and may be told again if this fails half-way. */
    void startOver(String peer);

    ConnectorOffsets offsets(String peer);

    /** @return the state of a connector and its tasks, null before it exists */
    @Nullable
    ConnectorStateInfo state(String peer);

    /** @return the id of the cluster that a link mirrors, null if it has not been noted yet */
    @Nullable
    String mirrored(String peer);

    void noteMirrored(String peer, String clusterId);

    @Override
    void close();
}
