package org.meridian.operator.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Supplier;
import org.meridian.process.settings.NodeSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long certificates are good for: the node's own, as its file has it now, and each peer's authority. The first of a chain
 * that ends counts.
 */
public final class Expiry implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private static final Duration SOON = Duration.ofDays(28);

    private final NodeSettings node;
    private final TlsSettings tls;
    private final Clock clock;

    public Expiry(NodeSettings node, TlsSettings tls, Clock clock) {
        this.node = node;
        this.tls = tls;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        var file = tls.certificate();
        if (file == null) {
            return;
        }
        var own = new OwnCertificate(file, null);
        gauge(meters, node.node(), () -> end(own.current().chain()));
        node.peers().forEach((alias, peer) -> {
            if (!peer.authority().isEmpty()) {
                Instant end = end(Pem.certificates("meridian.peers." + alias + ".authority", peer.authority()));
                gauge(meters, alias, () -> end);
            }
        });
    }

    private void gauge(MeterRegistry meters, String of, Supplier<Instant> end) {
        Gauge.builder("meridian.certificate.expires", () -> left(end.get()).toSeconds()).baseUnit("seconds")
                .tag("of", of).register(meters);
        if (left(end.get()).compareTo(SOON) < 0) {
            LOG.warn("{} expires at {}: replace it (scripts/certs)", of.equals(node.node())
                    ? "This node's certificate"
                    : "The authority of " + of, end.get());
        }
    }

    private Duration left(Instant end) {
        return Duration.between(clock.instant(), end);
    }

    private static Instant end(Collection<X509Certificate> certificates) {
        return certificates.stream().map(it -> it.getNotAfter().toInstant()).min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }
}
