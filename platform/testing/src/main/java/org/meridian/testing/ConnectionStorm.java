package org.meridian.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Forty clients that connect to a Kafka as fast as they can, ask what it is, and go, until they are closed. */
public final class ConnectionStorm implements AutoCloseable {

    private static final int CLIENTS = 40;
    private static final int TIMEOUT_MS = 1_000;
    private static final short API_VERSIONS = 18;

    private final InetSocketAddress address;
    private final AtomicInteger answered = new AtomicInteger();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private volatile boolean over;

    public ConnectionStorm(int port) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::connect);
        }
    }

    private void connect() {
        while (!over) {
            try (var socket = new Socket()) {
                socket.connect(address, TIMEOUT_MS);
                socket.setSoTimeout(TIMEOUT_MS);
                socket.getOutputStream().write(ByteBuffer.allocate(14).putInt(10).putShort(API_VERSIONS)
                        .putShort((short) 0).putInt(7).putShort((short) -1).array());
                if (socket.getInputStream().read() >= 0) {
                    answered.incrementAndGet();
                }
            } catch (IOException refused) {
                // and the next
            }
        }
    }

    /** How many got an answer. */
    public int answered() {
        return answered.get();
    }

    @Override
    public void close() {
        over = true;
        clients.close();
    }
}
