package org.meridian.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** A mail server that takes every mail and only counts them, so that it takes as little as possible of the machine. */
final class SmtpSink implements AutoCloseable {

    private static final byte[] END = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final LongAdder mails = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** Listens at once. */
    SmtpSink(String address, int port) throws IOException {
        this.listener = new ServerSocket(port, 50, InetAddress.getByName(address));
        Thread.ofPlatform().daemon().start(this::listen);
    }

    long mails() {
        return mails.sum();
    }

    /** Of the texts of all mails, their headers included. */
    long bytes() {
        return bytes.sum();
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // There is nothing left to measure.
        }
    }

    private void serve(Socket client) {
        try (Socket socket = client) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            var input = new Input(socket.getInputStream());
            say(out, "220 bench");
            while (answer(input, out)) {
                // The next command follows.
            }
        } catch (IOException hungUp) {
            // A client may: what it had been told was taken is counted.
        }
    }

    /** Says whether there may be another command. */
    private boolean answer(Input input, OutputStream out) throws IOException {
        switch (input.line().substring(0, 4).toUpperCase(Locale.ROOT)) {
            case "EHLO" -> say(out, "250-bench\r\n250 8BITMIME");
            case "DATA" -> {
                say(out, "354 go on");
                bytes.add(input.skipText());
                mails.increment();
                say(out, "250 taken");
            }
            case "QUIT" -> {
                say(out, "221 bye");
                return false;
            }
            default -> say(out, "250 ok");
        }
        return true;
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** What a client sends; for one thread, without a lock for each byte. */
    private static final class Input {

        private final InputStream in;
        private final byte[] buffer = new byte[65_536];
        private int next;
        private int end;

        Input(InputStream in) {
            this.in = in;
        }

        String line() throws IOException {
            var line = new StringBuilder();
            for (byte b = read(); b != '\n'; b = read()) {
                line.append((char) b);
            }
            return line.toString();
        }

        /** Up to the line with nothing but a dot; says how many bytes there were. */
        long skipText() throws IOException {
            long read = 0;
            for (int matched = 2; matched < END.length; read++) {
                byte b = read();
                matched = b == END[matched] ? matched + 1 : b == '\r' ? 1 : 0;
            }
            return read;
        }

        private byte read() throws IOException {
            if (next == end) {
                next = 0;
                end = in.read(buffer);
                if (end < 0) {
                    throw new EOFException();
                }
            }
            return buffer[next++];
        }
    }
}
