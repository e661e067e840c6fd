package org.meridian.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/** A mail server that takes everything, and of each mail that came whole keeps who got it and its Message-ID. */
final class MailSink implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    record Mail(String to, String messageId) {}

    private final ServerSocket listener;
    private final List<Mail> mails = new ArrayList<>();

    MailSink() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    synchronized List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** Returns at the moment at which so many have come. */
    synchronized void await(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (mails.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("Only " + mails.size() + " of " + count + " mails came within " + TIMEOUT);
            }
            wait(left);
        }
    }

    private synchronized void keep(Mail mail) {
        mails.add(mail);
        notifyAll();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                var in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            converse(connection, in, connection.getOutputStream());
        } catch (IOException e) {
            // The other side was killed.
        }
    }

    private void converse(Socket connection, BufferedReader in, OutputStream out) throws IOException {
        say(out, "220 sink");
        String to = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("RCPT")) {
                to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            }
            if (line.equals("DATA")) {
                say(out, "354 go on");
                // The sender waits for the acknowledgement of each part of a mail, which may be 40 ms late otherwise.
                connection.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
                take(to, in);
            }
            say(out, line.equals("QUIT") ? "221 bye" : "250 ok");
        }
    }

    /** Keeps it once its end has come, whether or not its sender lives to be told. */
    private void take(String to, BufferedReader in) throws IOException {
        String messageId = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("Message-ID: ")) {
                messageId = line.substring("Message-ID: ".length());
            }
            if (line.equals(".")) {
                keep(new Mail(to, messageId));
                return;
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
