package org.meridian.operator.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what the other side shows; a client that is refused is said in the log, since it learns no more than an alert. */
final class CertificateCheck extends X509ExtendedTrustManager {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateCheck.class);

    private final CertificateUsers users;
    private final Supplier<List<X509CRL>> revocations;
    private final Said said;

    CertificateCheck(CertificateUsers users, Supplier<List<X509CRL>> revocations, Said said) {
        this.users = users;
        this.revocations = revocations;
        this.said = said;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            users.of(chain, revocations.get(), trust -> trust.checkClientTrusted(chain, type, engine));
        } catch (CertificateRefused refused) {
            if (said.isNew(refused.getMessage())) {
                LOG.warn("Kafka's port for other countries refuses {}: {}", engine.getPeerHost(), refused.getMessage());
            }
            throw refused;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        server(chain, String.valueOf(engine.getPeerHost()), trust -> trust.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        server(chain, String.valueOf(((SSLSocket) socket).getHandshakeSession().getPeerHost()),
                trust -> trust.checkServerTrusted(chain, type, socket));
    }

    private void server(X509Certificate[] chain, String host, Authority.Check check) throws CertificateException {
        var refused = users.peer().refusal(chain, host, revocations.get(), check);
        if (refused != null) {
            throw refused;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("Kafka's listeners have engines");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("without a connection nobody is believed");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("without a connection nobody is believed");
    }

    /** None: a client then shows what it has, and can be told what is wrong with it; and strangers learn of nobody. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
