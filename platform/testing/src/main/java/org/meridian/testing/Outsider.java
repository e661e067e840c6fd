package org.meridian.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that is not Kafka: it answers whatever comes with the same bytes, and notes how each connection began. */
public final class Outsider implements AutoCloseable {

    /** As a web server answers what it does not understand. */
    public static final byte[] HTTP = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private static final int NOTED_BYTES = 8;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ServerSocket socket = new ServerSocket();
    private final byte[] answer;
    private final Thread thread;

    public Outsider(int port, byte[] answer) throws IOException {
        this.answer = answer.clone();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress("127.0.0.1", port));
        thread = Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                connection.setSoTimeout(1_000);
                heard.add(HexFormat.of().formatHex(connection.getInputStream().readNBytes(NOTED_BYTES)));
                connection.getOutputStream().write(answer);
            } catch (IOException nextOne) {
                // or closed
            }
        }
    }

    /** The first eight bytes of each connection, in hexadecimal. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** Returns when its port is free. */
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
