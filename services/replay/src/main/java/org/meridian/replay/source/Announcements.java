package org.meridian.replay.source;

import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.eventlog.serde.Undecodable;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;

/** Reads which schemas the peers have announced, so that facts of peers with a newer release can be read. */
public final class Announcements {

    private Announcements() {}

    public static PeerSchemas read(Cluster cluster) {
        PeerSchemas schemas = new PeerSchemas();
        Codec codec = new Codec(SchemaLock.onClassPath(), schemas);
        var topics = Plan.of(cluster, place -> place.peer() != null && place.base().equals(Topics.SHARED_SCHEMAS));
        new TopicReader(cluster, topics).read((source, record) -> {
            if (record.value() != null) {
                byte[] bytes = new byte[record.value().remaining()];
                record.value().duplicate().get(bytes);
                learn(topics.get(source).country(), bytes, codec, schemas);
            }
        });
        return schemas;
    }

    private static void learn(String country, byte[] bytes, Codec codec, PeerSchemas schemas) {
        try {
            if (codec.decode(country, bytes) instanceof SchemaAnnounced announced
                    && SchemaLock.onClassPath().schema(announced.getSchemaId()).isEmpty()) {
                schemas.learn(country, announced);
            }
        } catch (Undecodable e) {
            return; // its facts are counted as set aside, with the reason
        }
    }
}
