package org.meridian.operator.tls;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.tls.Authority.Check;

/**
 * Whom a certificate lets this node's Kafka be: a peer's user by a certificate of the peer's authority for the host of its
 * Kafka, a reader by one of this node's own authority with the reader's user as its common name.
 */
final class CertificateUsers {

    /** Settings of a Kafka client or broker: before a user's name, what its authority is and which host it is known as. */
    static final String TRUSTED = "meridian.tls.trusted.";
    static final String NAMED = "meridian.tls.named.";
    static final String READERS = "meridian.tls.authority";

    private record Peer(Authority authority, String host) {}

    private final Map<String, Peer> peers = new TreeMap<>();
    private final @Nullable Authority readers;

    CertificateUsers(Map<String, ?> settings) {
        settings.forEach((name, value) -> {
            if (name.startsWith(TRUSTED)) {
                String user = name.substring(TRUSTED.length());
                peers.put(user, new Peer(authority(name(user), value), String.valueOf(settings.get(NAMED + user))));
            }
        });
        Object own = settings.get(READERS);
        readers = own == null ? null : authority(READERS, own);
    }

    /** Of a client that knows of one authority only. */
    CertificateUsers(Authority only) {
        peers.put("peer", new Peer(only, ""));
        readers = null;
    }

    private static String name(String user) {
        return "meridian.peers." + user.substring(user.indexOf('-') + 1) + ".authority";
    }

    private static Authority authority(String setting, Object fileOrText) {
        return new Authority(setting, Pem.certificates(setting, fileOrText.toString()));
    }

    /** The only peer of a client. */
    Authority peer() {
        return peers.values().iterator().next().authority();
    }

    /**
     * @return the users that the holder of this chain may log in as
     * @throws CertificateRefused if there is none
     */
    Set<String> of(X509Certificate[] chain, List<X509CRL> revocations, Check check) throws CertificateRefused {
        var users = new LinkedHashSet<String>();
        var refusals = new HashMap<String, CertificateRefused>();
        peers.forEach((user, peer) -> {
            var refusal = peer.authority().refusal(chain, peer.host(), revocations, check);
            if (refusal == null && !Names.of(chain[0]).contains(peer.host())) {
                refusal = CertificateRefused.otherName(chain[0], peer.host());
            }
            if (refusal == null) {
                users.add(user);
            } else {
                refusals.put(user, refusal);
            }
        });
        String reader = commonName(chain[0]);
        if (readers != null && reader.startsWith(PeerAccess.reader(""))) {
            var refusal = readers.refusal(chain, reader, revocations, check);
            if (refusal == null) {
                users.add(reader);
            } else {
                refusals.put(reader, refusal);
            }
        }
        if (users.isEmpty()) {
            throw most(chain[0], refusals);
        }
        return users;
    }

    /** Of several refusals, that of whom the certificate seems to be. */
    private CertificateRefused most(X509Certificate leaf, Map<String, CertificateRefused> refusals) {
        var names = Names.of(leaf);
        return refusals.entrySet().stream()
                .filter(it -> {
                    var peer = peers.get(it.getKey());
                    return peer == null || names.contains(peer.host());
                })
                .map(Map.Entry::getValue).findFirst()
                .or(() -> refusals.values().stream().findFirst())
                .orElseGet(() -> CertificateRefused.unknownAuthority(leaf, "meridian.peers"));
    }

    private static String commonName(X509Certificate leaf) {
        try {
            return new LdapName(leaf.getSubjectX500Principal().getName()).getRdns().stream()
                    .filter(part -> "CN".equalsIgnoreCase(part.getType())).map(part -> String.valueOf(part.getValue()))
                    .findFirst().orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }
}
