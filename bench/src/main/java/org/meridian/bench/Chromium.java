package org.meridian.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An installed Chromium that opens pages as a slow laptop does, told what to do by its DevTools protocol. */
final class Chromium implements AutoCloseable {

    static final Path PROGRAM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SLOWED = 6;
    private static final String SEEN = """
            new Promise(done => {
              const look = () => {
                const painted = performance.getEntriesByName('first-contentful-paint')[0];
                const loaded = performance.getEntriesByType('navigation')[0];
                if (!painted || !loaded.loadEventEnd) return setTimeout(look, 20);
                const all = [loaded, ...performance.getEntriesByType('resource')];
                done(JSON.stringify({painted: painted.startTime,
                  bytes: all.reduce((sum, it) => sum + it.transferSize, 0)}));
              };
              look();
            })""";

    /**
     * @param millis from asking for the page to the first text or drawing on the screen
     * @param bytes  that came over the network, of everything that the page has
     */
    record Seen(double millis, long bytes) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path profile;
    private final Process process;
    private final WebSocket page;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

    /** Somebody who has not been to any page yet. */
    Chromium() throws IOException, InterruptedException {
        profile = Files.createTempDirectory("bench-chromium");
        process = new ProcessBuilder(List.of(PROGRAM.toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank"))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        page = http.newWebSocketBuilder().buildAsync(URI.create(address()), new Answers()).join();
        ask("Emulation.setCPUThrottlingRate", Map.of("rate", SLOWED));
        ask("Page.enable", Map.of());
    }

    private String address() throws IOException, InterruptedException {
        Path port = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < 600; i++) {
            if (Files.exists(port) && Files.readAllLines(port).size() > 1) {
                URI pages = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list");
                String list = http.send(HttpRequest.newBuilder(pages).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
                for (JsonNode one : JSON.readTree(list)) {
                    if (one.get("type").asString().equals("page")) {
                        return one.get("webSocketDebuggerUrl").asString();
                    }
                }
            }
            Thread.sleep(100);
        }
        throw new IOException(PROGRAM + " does not answer.");
    }

    void has(String url, String name, String value) throws IOException {
        ask("Network.setCookie", Map.of("url", url, "name", name, "value", value));
    }

    Seen opens(String url) throws IOException, InterruptedException {
        ask("Page.navigate", Map.of("url", "about:blank"));
        Thread.sleep(300);
        ask("Page.navigate", Map.of("url", url));
        JsonNode result = ask("Runtime.evaluate",
                Map.of("expression", SEEN, "awaitPromise", true, "returnByValue", true)).path("result");
        JsonNode seen = JSON.readTree(result.path("value").asString());
        return new Seen(seen.get("painted").asDouble(), seen.get("bytes").asLong());
    }

    private JsonNode ask(String method, Map<String, Object> parameters) throws IOException {
        int id = last.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        page.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).join();
        try {
            JsonNode said = answer.get(60, TimeUnit.SECONDS);
            if (said.has("error")) {
                throw new IOException(method + " failed: " + said);
            }
            return said.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(PROGRAM + " does not answer to " + method, e);
        }
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data,
                boolean isLast) {
            part.append(data);
            if (isLast) {
                JsonNode said = JSON.readTree(part.toString());
                part.setLength(0);
                CompletableFuture<JsonNode> waiting = asked.remove(said.path("id").asInt(0));
                if (waiting != null) {
                    waiting.complete(said);
                }
            }
            socket.request(1);
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        page.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FileSystemUtils.deleteRecursively(profile);
    }
}
