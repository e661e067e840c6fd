package org.meridian.operator.agreement;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.Agreement.GroupFacts;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.AccessRules.Role;
import org.meridian.http.Refuses;
import org.meridian.http.log.ServicePart.Holdings;
import org.meridian.http.log.ServicePart;
import org.meridian.http.log.ServiceParts;
import org.meridian.operator.links.LinkStatus;
import org.meridian.operator.links.Links;
import org.meridian.process.settings.NodeSettings;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether two nodes hold the same, group by group and home by home. A difference that traffic or lag explains is
 * {@code settling}; it is {@code differs} only when it stands over two reads with nothing on its way.
 */
@RestController
class AgreementApi {

    private static final long BETWEEN_READS_MILLIS = 1_500;

    /**
     * What a node holds.
     *
     * @param settled by home: whether nothing from there is on its way, as far as this node has seen
     */
    record Held(String node, Map<String, Boolean> settled, List<GroupFacts> items) {}

    record Compared(String group, String home, long facts, String fingerprint, AgreementState state, long theirFacts,
            String theirFingerprint) {}

    record Comparison(String node, String with, AgreementState state, List<Compared> items) {}

    private record Key(String group, String home) {}

    private final NodeSettings settings;
    private final ServiceParts services;
    private final Links links;
    private final PeerClient peers;

    AgreementApi(NodeSettings settings, ServiceParts services, Links links, PeerClient peers) {
        this.settings = settings;
        this.services = services;
        this.links = links;
        this.peers = peers;
    }

    /**
     * What this node holds of each group, from each country; or how that compares with a peer.
     *
     * @param with a peer to compare with; without it, what this node holds
     */
    @Refuses({"not-found", "peer-unavailable", "service-away"})
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(oneOf = {Held.class, Comparison.class})))
    @GetMapping("/api/agreement")
    Object readAgreement(Authentication caller, @RequestParam(required = false) @Nullable String with)
            throws InterruptedException {
        if (with == null) {
            return held(caller);
        }
        if (!Role.OPERATOR.isOf(caller) || !settings.peers().containsKey(with)) {
            throw Refusal.notFound("peer");
        }
        Comparison first = compare(with, caller);
        if (first.state() != AgreementState.DIFFERS) {
            return first;
        }
        TimeUnit.MILLISECONDS.sleep(BETWEEN_READS_MILLIS);
        return confirmed(first, compare(with, caller));
    }

    private Held held(Authentication caller) {
        List<Holdings> parts = services.askedBy(caller).stream().map(ServicePart::holdings).toList();
        boolean quiet = parts.stream().allMatch(Holdings::settled);
        Map<String, Boolean> settled = new TreeMap<>();
        settled.put(settings.node(), quiet);
        for (LinkStatus link : links.list()) {
            settled.put(link.from(), quiet && link.isCaughtUp());
        }
        return new Held(settings.node(), settled, items(parts));
    }

    private static List<GroupFacts> items(List<Holdings> services) {
        Map<Key, List<GroupFacts>> parts = new TreeMap<>(Comparator.comparing(Key::group)
                .thenComparing(Key::home));
        services.forEach(service -> service.items().forEach(
                part -> parts.computeIfAbsent(new Key(part.group(), part.home()), key -> new ArrayList<>()).add(part)));
        return parts.entrySet().stream().map(entry -> joined(entry.getKey(), entry.getValue())).toList();
    }

    private static GroupFacts joined(Key key, List<GroupFacts> parts) {
        List<String> fingerprints = parts.stream().map(GroupFacts::fingerprint).sorted().toList();
        return new GroupFacts(key.group(), key.home(), parts.stream().mapToLong(GroupFacts::facts).sum(),
                sha256(String.join(" ", fingerprints)));
    }

    private Comparison compare(String with, Authentication caller) {
        Held theirs = peers.held(with);
        Held ours = held(caller);
        Map<Key, GroupFacts> here = byKey(ours);
        Map<Key, GroupFacts> there = byKey(theirs);
        var keys = new TreeSet<>(Comparator.comparing(Key::group).thenComparing(Key::home));
        keys.addAll(here.keySet());
        keys.addAll(there.keySet());
        List<Compared> items = keys.stream().map(key -> compared(key, here.getOrDefault(key, none(key)),
                there.getOrDefault(key, none(key)), settled(ours, key) && settled(theirs, key))).toList();
        return new Comparison(settings.node(), with, worst(items), items);
    }

    private static boolean settled(Held held, Key key) {
        return held.settled().getOrDefault(key.home(), false);
    }

    private static GroupFacts none(Key key) {
        return new GroupFacts(key.group(), key.home(), 0, "");
    }

    private static Map<Key, GroupFacts> byKey(Held held) {
        Map<Key, GroupFacts> byKey = new LinkedHashMap<>();
        held.items().forEach(item -> byKey.put(new Key(item.group(), item.home()), item));
        return byKey;
    }

    private static Compared compared(Key key, GroupFacts ours, GroupFacts theirs, boolean settled) {
        AgreementState unequal = settled ? AgreementState.DIFFERS : AgreementState.SETTLING;
        AgreementState state = ours.equals(theirs) ? AgreementState.EQUAL : unequal;
        return new Compared(key.group(), key.home(), ours.facts(), ours.fingerprint(), state, theirs.facts(),
                theirs.fingerprint());
    }

    /** A difference counts only where both reads found the very same one. */
    private static Comparison confirmed(Comparison first, Comparison second) {
        List<Compared> items = second.items().stream().map(item -> item.state() == AgreementState.DIFFERS
                && !first.items().contains(item) ? settling(item) : item).toList();
        return new Comparison(second.node(), second.with(), worst(items), items);
    }

    private static Compared settling(Compared item) {
        return new Compared(item.group(), item.home(), item.facts(), item.fingerprint(), AgreementState.SETTLING,
                item.theirFacts(),
                item.theirFingerprint());
    }

    private static AgreementState worst(List<Compared> items) {
        return items.stream().map(Compared::state).max(Comparator.naturalOrder()).orElse(AgreementState.EQUAL);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
