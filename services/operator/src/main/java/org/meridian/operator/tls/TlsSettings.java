package org.meridian.operator.tls;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.access.PeerAccess;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.settings.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The node's certificate, under {@code meridian.tls}. Without one, Kafka's port for other countries is plain text, which
 * is for the loopback interface.
 *
 * @param certificate a PEM file with the node's key, its certificate, and those between it and its authority
 * @param authority   a PEM file with the authority that signs the node's certificate and readers'
 * @param agreement   a PEM file with an X25519 key, of which the secrets shared with peers come
 * @param revoked     a PEM file with lists of certificates that are good no more; it need not be there
 * @param plainText   whether what leaves the machine may do so without TLS, for a network that nobody else can reach
 */
@ConfigurationProperties("meridian.tls")
public record TlsSettings(@Nullable Path certificate, @Nullable Path authority, @Nullable Path agreement,
        @Nullable Path revoked,
        @DefaultValue("false") boolean plainText) {

    /** No certificate. */
    public static final TlsSettings NONE = new TlsSettings(null, null, null, null, false);

    private static final String ENGINES = "ssl.engine.factory.class";

    public boolean isSet() {
        return certificate != null;
    }

    /**
     * Reads what is named once, so that a mistake is told at the start.
     *
     * @param host as which other countries reach this node's Kafka
     * @throws WrongSetting when a file cannot be read, or is for another host
     */
    public void requireSound(String host) {
        if (certificate == null) {
            return;
        }
        var own = OwnCertificate.read(certificate, revoked);
        if (authority != null) {
            Pem.certificates("meridian.tls.authority", authority.toString());
        }
        if (!Names.of(own.certificate()).contains(host)) {
            throw new WrongSetting("meridian.tls.certificate is for " + Names.of(own.certificate()) + ", and other"
                    + " countries reach this node as " + host + ": make one for that name (scripts/certs), or correct"
                    + " meridian.embedded.kafka-advertised-host.");
        }
    }

    /** How this node's Kafka listens to other countries: settings of a broker whose listener is called so. */
    public Map<String, String> listener(String name, NodeSettings node) {
        if (certificate == null) {
            return Map.of();
        }
        var settings = new HashMap<>(files());
        node.peers().forEach((alias, peer) -> {
            if (peer.authority().isEmpty()) {
                return; // it cannot come in
            }
            settings.put(CertificateUsers.TRUSTED + PeerAccess.user(alias), peer.authority());
            settings.put(CertificateUsers.NAMED + PeerAccess.user(alias), peer.host());
        });
        if (authority != null) {
            settings.put(CertificateUsers.READERS, authority.toString());
        }
        settings.put("listener.name." + name + "." + ENGINES, PeerSslEngines.class.getName());
        settings.put("listener.name." + name + ".principal.builder.class", CertifiedPrincipals.class.getName());
        return settings;
    }

    /** What a Kafka client needs for a peer beside its password; nothing where the peer has no authority. */
    public Map<String, String> client(String alias, NodeSettings.Peer peer) {
        if (peer.authority().isEmpty()) {
            return Map.of();
        }
        if (certificate == null) {
            throw new WrongSetting("meridian.tls.certificate is not set, and has to be, since meridian.peers." + alias
                    + ".authority is: make one (scripts/certs).");
        }
        Pem.certificates("meridian.peers." + alias + ".authority", peer.authority());
        var settings = new HashMap<>(files());
        settings.put("security.protocol", "SASL_SSL");
        settings.put(ENGINES, PeerSslEngines.class.getName());
        settings.put(CertificateUsers.TRUSTED + alias, peer.authority());
        return settings;
    }

    private Map<String, String> files() {
        var files = new HashMap<String, String>();
        files.put(OwnCertificate.FILE, String.valueOf(certificate));
        if (revoked != null) {
            files.put(OwnCertificate.REVOKED, revoked.toString());
        }
        return files;
    }
}
