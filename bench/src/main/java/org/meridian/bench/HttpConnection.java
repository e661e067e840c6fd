package org.meridian.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One keep-alive connection of HTTP/1.1 over a bare socket, so that the client takes as little as possible of the machine
 * that it measures.
 */
final class HttpConnection implements AutoCloseable {

    record Answer(int status, byte[] bytes) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** @throws IllegalStateException with all that the node said, on another status */
        Answer with(int expected) {
            if (status != expected) {
                throw new IllegalStateException("Expected " + expected + ", got " + status + ": " + text());
            }
            return this;
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final String headers;

    /** @param token empty for a visitor */
    HttpConnection(int port, String token) throws IOException {
        this(port, "Authorization: Bearer ", token);
    }

    /** As a browser: with the session's cookie, and the answer compressed. */
    static HttpConnection ofBrowser(int port, String cookie) throws IOException {
        return new HttpConnection(port, "Accept-Encoding: gzip\r\nCookie: ", cookie);
    }

    private HttpConnection(int port, String header, String value) throws IOException {
        this.socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        this.in = new BufferedInputStream(socket.getInputStream(), 32_768);
        this.headers = " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + (value.isEmpty() ? "" : "\r\n" + header + value) + "\r\n";
    }

    Answer get(String path) throws IOException {
        return send("GET " + path + headers + "\r\n");
    }

    Answer post(String path, String json) throws IOException {
        return send("POST", path, json);
    }

    Answer put(String path, String json) throws IOException {
        return send("PUT", path, json);
    }

    Answer delete(String path) throws IOException {
        return send("DELETE " + path + headers + "\r\n");
    }

    private Answer send(String method, String path, String json) throws IOException {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return send(method + " " + path + headers + "Content-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n" + json);
    }

    private Answer send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            }
        }
        return new Answer(status, chunked ? chunks() : exactly(length));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.writeBytes(exactly(length));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkLength() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The node closed the connection within an answer.");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The node closed the connection.");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
