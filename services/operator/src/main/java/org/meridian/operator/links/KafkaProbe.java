package org.meridian.operator.links;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A few bytes exchanged with an address, before Kafka's clients connect to it: whatever answers them, they take its first four
 * bytes for the length of an answer, and allocate as much (KAFKA-4090): "HTTP" is 1.2 GB, and the end of the process.
 */
final class KafkaProbe {
    private static final int TIMEOUT_MS = 2_000;
    private static final short API_VERSIONS = 18;
    /** In ASCII it holds a line, for a server of lines that says nothing before it has read one. */
    private static final int CORRELATION_ID = 0x4D0A4D0A;
    private static final int REQUEST_BYTES = 10;
    private static final int MAX_ANSWER_BYTES = 65_536;

    private enum Answer {
        KAFKA, OTHER, NONE
    }

    private KafkaProbe() {}

    /**
     * The first address that answers decides; each is waited for 2 s, and as long for each part of its answer.
     *
     * @param bootstrapServers host:port, several separated by commas
     * @return the address that answers, but not as Kafka does; null if Kafka answers, or nobody
     */
    static @Nullable String outsider(String bootstrapServers) {
        for (var address : bootstrapServers.split(",")) {
            switch (ask(address.strip())) {
                case KAFKA -> {
                    return null;
                }
                case OTHER -> {
                    return address.strip();
                }
                case NONE -> {
                    // the next one
                }
            }
        }
        return null;
    }

    /** What is no address at all is left to Kafka's clients, which say so. */
    private static Answer ask(String address) {
        var host = Utils.getHost(address);
        var port = Utils.getPort(address);
        if (host == null || port == null || port > 65_535) {
            return Answer.NONE;
        }
        try {
            for (var ip : InetAddress.getAllByName(host)) {
                var answer = ask(new InetSocketAddress(ip, port));
                if (answer != Answer.NONE) {
                    return answer;
                }
            }
        } catch (UnknownHostException nobody) {
            return Answer.NONE;
        }
        return Answer.NONE;
    }

    private static Answer ask(InetSocketAddress address) {
        var answer = ByteBuffer.allocate(2 * Integer.BYTES);
        try (var socket = new Socket()) {
            socket.connect(address, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(request());
            read(socket.getInputStream(), answer);
        } catch (IOException brokenOff) {
            // what has come until then is looked at
        }
        if (answer.position() == 0) {
            return Answer.NONE;
        }
        return isOfKafka(answer) ? Answer.KAFKA : Answer.OTHER;
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
