package org.meridian.node;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import org.meridian.operator.tls.TlsSettings;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.settings.WrongSetting;
import org.springframework.boot.context.properties.bind.Binder;

/** Refuses to send or take in plain text what leaves the machine, unless the operator says that nobody else is on that network. */
final class PlainText {

    private static final String ALLOWED = "meridian.tls.plain-text";
    private static final String OR = ", or set " + ALLOWED + " to true in a network that nobody else can reach.";

    private final Binder settings;

    PlainText(Binder settings) {
        this.settings = settings;
    }

    /** @throws WrongSetting for the first that is open to others */
    void refuse(EmbeddedSettings embedded, NodeSettings node, TlsSettings tls) {
        if (tls.plainText()) {
            return;
        }
        if (!tls.isSet() && !isLoopback(embedded.kafkaPeerHost())) {
            throw new WrongSetting("Kafka would let other countries in on " + embedded.kafkaPeerHost()
                    + " in plain text: make a certificate (scripts/certs) and name it in meridian.tls.certificate"
                    + OR);
        }
        String address = settings.bind("server.address", String.class).orElse("127.0.0.1");
        if (!isLoopback(address) && !settings.bind("server.ssl.bundle", String.class).isBound()
                && !settings.bind("server.ssl.certificate", String.class).isBound()) {
            throw new WrongSetting("HTTP would be plain text on " + address
                    + ": set server.ssl.bundle to meridian, with a certificate in meridian.tls.certificate, or"
                    + " server.address to 127.0.0.1 behind a reverse proxy with TLS" + OR);
        }
        node.peers().forEach((alias, peer) -> refuse("meridian.peers." + alias, peer));
    }

    private static void refuse(String name, NodeSettings.Peer peer) {
        if (peer.authority().isEmpty() && !isLoopback(peer.host())) {
            throw new WrongSetting(name + ".authority is not set, so that " + peer.bootstrap()
                    + " would be read in plain text: accept its operator's offer (scripts/peer)" + OR);
        }
        URI url = URI.create(peer.url());
        if ("http".equals(url.getScheme()) && !isLoopback(url.getHost())) {
            throw new WrongSetting(name + ".url cannot be \"" + peer.url()
                    + "\", in plain text: give it an address that begins with https" + OR);
        }
    }

    /** No name is looked up: who answers for it may be asked by others, too. */
    private static boolean isLoopback(String host) {
        try {
            return "localhost".equals(host.toLowerCase(Locale.ROOT))
                    || InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
