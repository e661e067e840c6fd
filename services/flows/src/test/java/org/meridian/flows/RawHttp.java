package org.meridian.flows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection to a node on which anything can be sent. */
final class RawHttp implements AutoCloseable {

    /** @param status 0 where the connection ended without an answer */
    record Reply(int status, String text) {}

    private static final int MOST = 1_000_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[ \r]");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Socket socket = new Socket();

    /** @param from one of the machine's own addresses, of which there are sixteen million */
    RawHttp(Http node, String from, int receiveBuffer, int timeoutMillis) throws IOException {
        URI address = URI.create(node.url());
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(timeoutMillis);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), timeoutMillis);
    }

    RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Reply reply() throws IOException {
        return reply(false);
    }

    /**
     * The next answer, as far as it says itself how long it is.
     *
     * @param isHead whether it has no body, whatever it says
     */
    Reply reply(boolean isHead) throws IOException {
        var read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (read.size() < MOST && !isWhole(read, isHead)) {
            byte[] some = in.readNBytes(Math.clamp(in.available(), 1, 64 * 1024));
            if (some.length == 0) {
                break;
            }
            read.write(some);
        }
        String text = read.toString(StandardCharsets.ISO_8859_1);
        Matcher status = STATUS.matcher(text);
        return new Reply(status.lookingAt() ? Integer.parseInt(status.group(1)) : 0, text);
    }

    private static boolean isWhole(ByteArrayOutputStream read, boolean isHead) {
        String text = read.toString(StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0 || isHead) {
            return head >= 0;
        }
        Matcher length = LENGTH.matcher(text.substring(0, head));
        return length.find()
                ? text.length() >= head + 4 + Integer.parseInt(length.group(1))
                : !text.substring(0, head).toLowerCase(java.util.Locale.ROOT).contains("\r\ntransfer-encoding: chunked")
                        || text.endsWith("0\r\n\r\n");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
