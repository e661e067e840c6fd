package org.meridian.operator.links;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.tls.TlsContext;

/**
 * A few bytes exchanged with an address, before Kafka's clients connect to it: whatever answers them, they take its first four
 * bytes for the length of an answer, and allocate as much (KAFKA-4090): "HTTP" is 1.2 GB, and the end of the process. Over TLS
 * each of the two shows its certificate first, and one that is refused is told of in words.
 */
final class KafkaProbe {
    private static final int TIMEOUT_MS = 2_000;
    private static final short API_VERSIONS = 18;
    /** In ASCII it holds a line, for a server of lines that says nothing before it has read one. */
    private static final int CORRELATION_ID = 0x4D0A4D0A;
    private static final int REQUEST_BYTES = 10;
    private static final int MAX_ANSWER_BYTES = 65_536;

    private static final String NONE = "";

    private final String alias;
    private final @Nullable TlsContext tls;

    /** @param tls null where the peer's Kafka answers in plain text */
    KafkaProbe(String alias, @Nullable TlsContext tls) {
        this.alias = alias;
        this.tls = tls;
    }

    /**
     * The first address that answers decides; each is waited for 2 s, and as long for each part of its answer.
     *
     * @param bootstrapServers host:port, several separated by commas
     * @return why no client of Kafka's may connect there; null if Kafka answers, or nobody
     */
    @Nullable
    String problem(String bootstrapServers) {
        for (var address : bootstrapServers.split(",")) {
            var problem = ask(address.strip());
            if (!NONE.equals(problem)) {
                return problem == null ? null : address.strip() + problem;
            }
        }
        return null;
    }

    /** What is no address at all is left to Kafka's clients, which say so. */
    private @Nullable String ask(String address) {
        var host = Utils.getHost(address);
        var port = Utils.getPort(address);
        if (host == null || port == null || port > 65_535) {
            return NONE;
        }
        try {
            for (var ip : InetAddress.getAllByName(host)) {
                var problem = ask(host, new InetSocketAddress(ip, port));
                if (!NONE.equals(problem)) {
                    return problem;
                }
            }
        } catch (UnknownHostException nobody) {
            return NONE;
        }
        return NONE;
    }

    private @Nullable String ask(String host, InetSocketAddress address) {
        var answer = ByteBuffer.allocate(2 * Integer.BYTES);
        try (var plain = new Socket()) {
            plain.connect(address, TIMEOUT_MS);
            plain.setSoTimeout(TIMEOUT_MS);
            var socket = tls == null ? plain : secured(tls, host, plain);
            socket.getOutputStream().write(request());
            read(socket.getInputStream(), answer);
        } catch (SSLException refused) {
            return (tls == null ? Optional.<String>empty() : tls.why(refused)).map(why -> ": " + why)
                    .orElseGet(() -> " answers, but not in TLS as Kafka does (" + refused.getMessage() + ")" + hint());
        } catch (IOException brokenOff) {
            // what has come until then is looked at
        }
        if (answer.position() == 0) {
            return NONE;
        }
        return isOfKafka(answer) ? null : " answers, but not as Kafka does" + hint();
    }

    private String hint() {
        return ": meridian.peers." + alias + ".bootstrap is to be where its Kafka listens to other countries";
    }

    private static Socket secured(TlsContext tls, String host, Socket plain) throws IOException {
        var socket = (SSLSocket) tls.now().getSocketFactory().createSocket(plain, host, plain.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** ApiVersions, version 0: Kafka answers it before it asks who one is. */
    private static byte[] request() {
        return ByteBuffer.allocate(Integer.BYTES + REQUEST_BYTES).putInt(REQUEST_BYTES).putShort(API_VERSIONS)
                .putShort((short) 0).putInt(CORRELATION_ID).putShort((short) -1).array();
    }

    private static void read(InputStream from, ByteBuffer answer) throws IOException {
        while (answer.hasRemaining()) {
            int next = from.read();
            if (next < 0) {
                return;
            }
            answer.put((byte) next);
        }
    }

    private static boolean isOfKafka(ByteBuffer answer) {
        int size = answer.getInt(0);
        return !answer.hasRemaining() && size >= REQUEST_BYTES && size <= MAX_ANSWER_BYTES
                && answer.getInt(Integer.BYTES) == CORRELATION_ID;
    }
}
