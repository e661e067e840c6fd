package org.meridian.http.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * From where a request was first sent. A proxy that an operator has named is believed whom it passes on
 * ({@code X-Forwarded-For}), and so is a part of the node that shows the node's own key; from everybody else it is the address
 * of the connection, whatever headers say.
 */
public final class ClientAddresses {

    /** The address, a space, and the key. */
    public static final String VOUCHED = "Meridian-Client";
    private static final String FORWARDED = "X-Forwarded-For";

    private final List<Network> proxies;
    private final String key;

    /** @param key which those have who may vouch for somebody's address, and nobody else */
    public ClientAddresses(EdgeSettings settings, String key) {
        this.proxies = settings.proxies().stream().map(Network::of).flatMap(Optional::stream).toList();
        this.key = key;
    }

    /** Whom limits take for one: an address, or a /64 of IPv6. */
    public InetAddress siteOf(ServerHttpRequest request) {
        return Network.site(of(request));
    }

    public InetAddress of(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        InetAddress connected = peer == null || peer.getAddress() == null
                ? InetAddress.getLoopbackAddress()
                : peer.getAddress();
        HttpHeaders headers = request.getHeaders();
        return vouched(headers.getFirst(VOUCHED))
                .orElseGet(() -> isProxy(connected) ? forwarded(headers, connected) : connected);
    }

    /** What a part of the node sends with what it asks for somebody. */
    String vouchingFor(InetAddress client) {
        return client.getHostAddress().replaceFirst("%.*", "") + " " + key;
    }

    /** For whoever sends this request, in what is asked because of it. */
    public String vouchingFor(ServerHttpRequest request) {
        return vouchingFor(of(request));
    }

    boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(it -> it.has(address));
    }

    private Optional<InetAddress> vouched(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        int space = header.indexOf(' ');
        return space > 0 && isKey(header.substring(space + 1)) ? address(header.substring(0, space)) : Optional.empty();
    }

    private boolean isKey(String shown) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
    }

    /** The last that no proxy of ours has; those before it anybody may have written. */
    private InetAddress forwarded(HttpHeaders headers, InetAddress connected) {
        InetAddress client = connected;
        List<String> addresses = headers.getOrEmpty(FORWARDED).stream().flatMap(it -> List.of(it.split(",")).stream())
                .map(String::strip).toList().reversed();
        for (String written : addresses) {
            Optional<InetAddress> address = address(written);
            if (address.isEmpty()) {
                return client;
            }
            client = address.get();
            if (!isProxy(client)) {
                return client;
            }
        }
        return client;
    }

    private static Optional<InetAddress> address(String written) {
        return Network.of(written).map(Network::address).filter(Objects::nonNull);
    }
}
