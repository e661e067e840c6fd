package org.meridian.operator.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
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
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Topics;

/** Who besides the node itself may read what: a user {@code link-<alias>} for each peer, one for replays, and no more. */
public record PeerAccess(Admin admin) {
    private static final String USER_PREFIX = "link-";
    private static final String REPLAY_USER = "replay";
    private static final List<AclOperation> READING = List.of(AclOperation.READ, AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS);
    private static final ScramCredentialInfo SCRAM = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);

    /** @return the user name under which a peer's link comes in */
    public static String user(String peer) {
        return USER_PREFIX + peer;
    }

    /**
     * Makes rights and credentials those that the configuration asks for; peers that are no longer in it lose theirs.
     *
     * @throws IllegalStateException when the broker refuses or does not answer
     */
    public void grant(NodeSettings node, String replaySecret) {
        node.peers().forEach((alias, peer) -> letRead(user(alias), peer.secret(), Topics.readableBy(alias)));
        revokeAllBut(node.peerAliases());
        letRead(REPLAY_USER, replaySecret, Topics.replayable(node.peerAliases()));
    }

    /** Whoever it is: reading these topics is all that the user may. */
    private void letRead(String user, String secret, Collection<String> topicPrefixes) {
        var wanted = topicPrefixes.stream().flatMap(prefix -> READING.stream().map(op -> right(user, prefix, op)))
                .collect(Collectors.toSet());
        var present = rights(user);
        await(admin.createAcls(without(wanted, present)).all());
        delete(without(present, wanted));
        alter(List.of(new UserScramCredentialUpsertion(user, SCRAM, secret)));
    }

    /** Takes credentials and rights from every peer that is not among these. */
    private void revokeAllBut(Collection<String> peers) {
        var kept = peers.stream().map(PeerAccess::user).collect(Collectors.toSet());
        var revoked = await(admin.describeUserScramCredentials().users()).stream()
                .filter(user -> user.startsWith(USER_PREFIX) && !kept.contains(user)).toList();
        alter(revoked.stream().<UserScramCredentialAlteration>map(
                user -> new UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_512)).toList());
        revoked.forEach(user -> delete(rights(user)));
    }

    private static AclBinding right(String user, String prefix, AclOperation operation) {
        return new AclBinding(new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
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
            throw new IllegalStateException("The broker refused a change of the peers' rights: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the peers' rights were changed", e);
        }
    }
}
