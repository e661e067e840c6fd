package org.meridian.operator.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.access.ReaderSettings.Reader;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who besides the node itself may read what: a user {@code link-<alias>} for each peer, one for replays, a user
 * {@code reader-<name>} for each consumer application of others, and no more.
 */
public record PeerAccess(Admin admin) {
    private static final Logger LOG = LoggerFactory.getLogger(PeerAccess.class);
    private static final String PEER_PREFIX = "link-";
    private static final String READER_PREFIX = "reader-";
    private static final String REPLAY_USER = "replay";
    private static final List<AclOperation> READING = List.of(AclOperation.READ, AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS);
    /** What one of them may take, whatever it asks for: bytes a second, and of one of the broker's threads its whole time. */
    private static final Map<String, Double> LIMITS = Map.of("consumer_byte_rate", 64e6, "request_percentage", 100.0);
    private static final ScramCredentialInfo SCRAM = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);

    /** @return the user name under which a peer's link comes in */
    public static String user(String peer) {
        return PEER_PREFIX + peer;
    }

    /** The user name of a consumer application; its consumer groups are called so too, or that, a dot, and anything. */
    public static String reader(String name) {
        return READER_PREFIX + name;
    }

    /**
     * Makes rights and credentials those that the configuration asks for; who is no longer in it loses theirs.
     *
     * @throws IllegalStateException when the broker refuses or does not answer
     */
    public void grant(NodeSettings node, ReaderSettings readers, String replaySecret) {
        var kept = new HashSet<String>();
        node.peers().forEach((alias, peer) -> {
            kept.add(user(alias));
            let(user(alias), peer.secret(), read(Topics.readableBy(alias)));
        });
        readers.readers().forEach((name, reader) -> {
            kept.add(reader(name));
            let(reader(name), reader.secret(), consume(node.peerAliases(), name, reader));
            if (reader.content()) {
                LOG.warn("The reader {} may read what people wrote and show of themselves", name);
            }
        });
        revokeAllBut(kept);
        limit(kept, LIMITS::get);
        let(REPLAY_USER, replaySecret, read(Topics.replayable(node.peerAliases())));
    }

    /** Prefixes of topics, and what links and replays do with them. */
    private static Stream<Right> read(Collection<String> topicPrefixes) {
        return topicPrefixes.stream().flatMap(prefix -> READING.stream()
                .map(op -> new Right(new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED), op)));
    }

    /** Topics by their whole names, so that one that is new is nobody's until it is said to be; and the groups of its name. */
    private static Stream<Right> consume(Set<String> peers, String name, Reader reader) {
        var topics = new TreeSet<>(Topics.forReaders(peers, Topics.Kind.FACTS));
        if (reader.content()) {
            topics.addAll(Topics.forReaders(peers, Topics.Kind.CONTENT));
        }
        var groups = Stream.of(
                new ResourcePattern(ResourceType.GROUP, reader(name), PatternType.LITERAL),
                new ResourcePattern(ResourceType.GROUP, reader(name) + ".", PatternType.PREFIXED));
        return Stream.concat(groups,
                topics.stream().map(topic -> new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL)))
                .map(of -> new Right(of, AclOperation.READ));
    }

    private record Right(ResourcePattern of, AclOperation operation) {

        AclBinding to(String user) {
            return new AclBinding(of,
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
        }
    }

    /** Whoever it is: this is all that the user may. */
    private void let(String user, String secret, Stream<Right> rights) {
        var wanted = rights.map(right -> right.to(user)).collect(Collectors.toSet());
        var present = rights(user);
        await(admin.createAcls(without(wanted, present)).all());
        delete(without(present, wanted));
        alter(List.of(new UserScramCredentialUpsertion(user, SCRAM, secret)));
    }

    /** Takes credentials and rights from every peer and every reader that is not among these users. */
    private void revokeAllBut(Set<String> kept) {
        var revoked = await(admin.describeUserScramCredentials().users()).stream()
                .filter(user -> user.startsWith(PEER_PREFIX) || user.startsWith(READER_PREFIX))
                .filter(user -> !kept.contains(user)).toList();
        alter(revoked.stream().<UserScramCredentialAlteration>map(
                user -> new UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_512)).toList());
        revoked.forEach(user -> delete(rights(user)));
        limit(revoked, limit -> null);
    }

    private void limit(Collection<String> users, Function<String, @Nullable Double> limits) {
        if (users.isEmpty()) {
            return;
        }
        var operations = LIMITS.keySet().stream().map(name -> new ClientQuotaAlteration.Op(name, limits.apply(name)))
                .toList();
        await(admin.alterClientQuotas(users.stream().map(user -> new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, user)), operations)).toList()).all());
    }

    private Set<AclBinding> rights(String user) {
        var filter = new AclBindingFilter(ResourcePatternFilter.ANY, new AccessControlEntryFilter("User:" + user, null,
                AclOperation.ANY, AclPermissionType.ANY));
        return Set.copyOf(await(admin.describeAcls(filter).values()));
    }

    private void delete(Set<AclBinding> rights) {
        await(admin.deleteAcls(rights.stream().map(AclBinding::toFilter).toList()).all());
    }

    private void alter(List<UserScramCredentialAlteration> alterations) {
        if (!alterations.isEmpty()) {
            await(admin.alterUserScramCredentials(alterations).all());
        }
    }

    private static Set<AclBinding> without(Set<AclBinding> all, Set<AclBinding> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker refused a change of who may read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it was changed who may read", e);
        }
    }
}
