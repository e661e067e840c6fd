package org.meridian.bench;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.net.SocketFactory;

/** What digests cost without composing them: their rows by a bare JDBC client, their mails by a bare SMTP client. */
final class BareDigests {

    private static final int BATCH = 500;
    private static final int COLUMNS = 12;
    private static final int MAILS = 5_000;

    private BareDigests() {}

    /** Digests per second: those that were due at a time, inserted again into a table like theirs, 500 in a transaction. */
    static double insert(Network network, Instant due) throws Exception {
        try (var connection = network.database("uk"); var sql = connection.createStatement()) {
            List<String[]> rows = rows(connection, due);
            sql.execute("DROP SCHEMA IF EXISTS bench CASCADE");
            sql.execute("CREATE SCHEMA bench");
            sql.execute("CREATE TABLE bench.digest (LIKE notifications.digest INCLUDING ALL)");
            insert(connection, rows);
            sql.execute("TRUNCATE bench.digest");
            long begin = System.nanoTime();
            insert(connection, rows);
            double perSecond = rows.size() * 1e9 / (System.nanoTime() - begin);
            sql.execute("DROP SCHEMA bench CASCADE");
            return perSecond;
        }
    }

    private static List<String[]> rows(Connection connection, Instant due) throws SQLException {
        List<String[]> rows = new ArrayList<>();
        try (var select = connection.prepareStatement("""
                SELECT id, member_id, local_date::text, zone, due_at::text, state, covers_since::text,
                       from_position::text, to_position::text, items::text, item_hash, counted
                FROM notifications.digest WHERE due_at = ?""")) {
            select.setTimestamp(1, Timestamp.from(due));
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    String[] values = new String[COLUMNS];
                    for (int i = 0; i < COLUMNS; i++) {
                        values[i] = row.getString(i + 1);
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }

    private static void insert(Connection connection, List<String[]> rows) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO bench.digest VALUES (?, ?, ?::date, ?, ?::timestamptz, ?, ?::timestamptz, ?::bigint,
                                                 ?::bigint, ?::text[], ?, ?)""")) {
            for (int i = 0; i < rows.size(); i++) {
                for (int column = 0; column < COLUMNS; column++) {
                    insert.setString(column + 1, rows.get(i)[column]);
                }
                insert.addBatch();
                if ((i + 1) % BATCH == 0 || i + 1 == rows.size()) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
    }

    /** Mails per second, all the same, of so many bytes, over so many connections that stay open. */
    static double mail(String host, int port, int bytes, int connections) throws Exception {
        mail(host, port, bytes, connections, MAILS / 10);
        long begin = System.nanoTime();
        mail(host, port, bytes, connections, MAILS);
        return (double) connections * MAILS * 1e9 / (System.nanoTime() - begin);
    }

    private static void mail(String host, int port, int bytes, int connections, int mails) throws Exception {
        Callable<Integer> work = () -> send(host, port, bytes, mails);
        try (var threads = Executors.newFixedThreadPool(connections)) {
            for (var done : threads.invokeAll(IntStream.range(0, connections).mapToObj(i -> work).toList())) {
                done.get();
            }
        }
    }

    private static int send(String host, int port, int bytes, int mails) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.socketFactory", new NoDelay());
        Session session = Session.getInstance(properties);
        var to = new InternetAddress("reader@bench.example");
        var message = new MimeMessage(session);
        message.setFrom("no-reply@uk.meridian.example");
        message.setRecipient(MimeMessage.RecipientType.TO, to);
        message.setSubject("Your morning");
        message.setText("x".repeat(78).concat("\r\n").repeat(bytes / 80));
        message.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(host, port, null, null);
            for (int i = 0; i < mails; i++) {
                transport.sendMessage(message, new Address[]{to});
            }
        }
        return mails;
    }

    /**
     * By default Jakarta Mail's sockets hold back the end of a mail of more than 8 kB until its beginning is acknowledged,
     * for which the other side takes its time: 40 ms for each mail.
     */
    private static final class NoDelay extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        private Socket connected(InetSocketAddress address) throws IOException {
            Socket socket = createSocket();
            socket.connect(address);
            return socket;
        }
    }
}
