package org.meridian.notifications.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail server as bad as they come. What it does goes by how a recipient's address begins; what ends with {@code -once} is
 * done to the first mail only:
 * <ul>
 * <li>{@code refused}: 550, there is no such mailbox
 * <li>{@code relay}: 550, in the words of a server that does not know this node
 * <li>{@code grey}: 450
 * <li>{@code busy}: 421, and hangs up
 * <li>{@code hang}: does not answer
 * <li>{@code content}: takes the recipient and refuses the mail
 * <li>{@code drop}: takes all of the mail and hangs up before it says so
 * </ul>
 */
final class ScriptedSmtp implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("<(.*)>");

    /** A mail that came whole, whether or not its sender was told. */
    record Received(String to, String source) {

        String header(String name) {
            Matcher header = Pattern.compile("(?im)^" + name + ": (.*)$").matcher(source);
            return header.find() ? header.group(1).strip() : "";
        }
    }

    private final int port;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean wantsPassword;
    private volatile ServerSocket listener;

    ScriptedSmtp() {
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    int port() {
        return port;
    }

    List<Received> receivedBy(String to) {
        return received.stream().filter(it -> it.to().equals(to)).toList();
    }

    /** Of all mails, in the order in which they came. */
    List<String> recipients() {
        return received.stream().map(Received::to).toList();
    }

    /** Takes no mail without a password, or takes it again. */
    void wantsPassword(boolean wants) {
        wantsPassword = wants;
    }

    /** From now on nothing listens at the port. */
    void goesDown() {
        close();
    }

    void comesBack() {
        listener = listen(port);
    }

    private ServerSocket listen(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.ofVirtual().start(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
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
            var session = new Dialogue(in, connection.getOutputStream());
            session.say("220 scripted");
            while (session.step()) {
            }
        } catch (IOException e) {
            // The other side has hung up.
        } finally {
            connections.remove(connection);
        }
    }

    private final class Dialogue {

        private final BufferedReader in;
        private final OutputStream out;
        private String to = "";

        Dialogue(BufferedReader in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Says false to hang up. */
        boolean step() throws IOException {
            String line = in.readLine();
            if (line == null) {
                return false;
            }
            return switch (line.length() < 4 ? line : line.substring(0, 4)) {
                case "MAIL" -> answer(wantsPassword ? "530 5.7.0 Authentication required" : "250 ok");
                case "RCPT" -> recipient(line);
                case "DATA" -> content();
                case "EHLO" -> answer("250-scripted\r\n250 SMTPUTF8");
                case "QUIT" -> answer("221 bye") && false;
                default -> answer("250 ok");
            };
        }

        private boolean answer(String line) throws IOException {
            say(line);
            return true;
        }

        private boolean recipient(String line) throws IOException {
            Matcher address = ADDRESS.matcher(line);
            to = address.find() ? address.group(1) : "";
            if (does("refused")) {
                return answer("550 5.1.1 <" + to + ">: there is no such mailbox");
            }
            if (does("relay")) {
                return answer("550 relay not permitted for " + to);
            }
            if (does("grey")) {
                return answer("450 4.2.0 <" + to + ">: greylisted, try again later");
            }
            if (does("busy")) {
                return answer("421 4.3.2 too busy") && false;
            }
            if (does("hang")) {
                return in.readLine() != null;
            }
            return answer("250 ok");
        }

        private boolean content() throws IOException {
            say("354 go on");
            var source = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                source.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            if (does("content")) {
                return answer("552 5.3.4 the mail is too big");
            }
            received.add(new Received(to, source.toString()));
            return !does("drop") && answer("250 taken");
        }

        private boolean does(String what) {
            return to.startsWith(what) && (!to.contains("-once@") || seen.add(to));
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
