package org.meridian.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.node.broker.Certificates;
import org.meridian.operator.tls.TlsContext;
import org.meridian.operator.tls.TlsSettings;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.http.HttpStatus;

/** HTTP with the node's certificate, as {@code server.ssl.bundle: meridian} asks for it. */
class HttpTlsTest {

    private static final String HOST = "127.0.0.1";

    @Test
    void showsTheNodesCertificateAndTheNextOneWithoutARestart(@TempDir Path folder) {
        var certificates = Certificates.make(folder, HOST);
        var tls = new TlsSettings(certificates.node(), certificates.authority(), null, null, false);
        var properties = EmbeddedServers.bundle(tls).entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue()).toArray(String[]::new);
        var believed = TlsContext.https("uk", certificates.authority().toString());
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                .withPropertyValues(properties).run(context -> {
                    WebServer server = server(context.getBean(SslBundles.class));
                    try {
                        assertThat(status(believed, server.getPort())).isEqualTo(204);
                        BigInteger first = shown(believed, server.getPort());
                        certificates.renew(HOST);
                        eventually(() -> shown(believed, server.getPort()), next -> !next.equals(first));
                        assertThat(status(believed, server.getPort())).isEqualTo(204);
                    } finally {
                        server.stop();
                    }
                });
    }

    private static WebServer server(SslBundles bundles) {
        var factory = new NettyReactiveWebServerFactory(0);
        factory.setSsl(Ssl.forBundle("meridian"));
        factory.setSslBundles(bundles);
        var server = factory.getWebServer((request, response) -> {
            response.setStatusCode(HttpStatus.NO_CONTENT);
            return response.setComplete();
        });
        server.start();
        return server;
    }

    private static int status(SSLContext believed, int port) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().sslContext(believed).build()) {
            return client.send(HttpRequest.newBuilder(URI.create("https://" + HOST + ":" + port)).build(),
                    BodyHandlers.discarding()).statusCode();
        }
    }

    /** The serial number of the certificate. */
    private static BigInteger shown(SSLContext believed, int port) throws IOException {
        try (var socket = (SSLSocket) believed.getSocketFactory().createSocket(HOST, port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }
}
