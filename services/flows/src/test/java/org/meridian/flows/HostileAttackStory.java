package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever anybody sends is answered, at once, and never as if it were the node's fault. {@code -Dmeridian.hostile=100000} for
 * as many, and {@code -Dmeridian.hostile.seed=…} for others.
 */
@ExtendWith(SharedNetwork.class)
class HostileAttackStory {

    private static final int REQUESTS = Integer.getInteger("meridian.hostile", 4_000);
    private static final long SEED = Long.getLong("meridian.hostile.seed", 1);
    private static final int CLIENTS = 8;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String GOOD = "GET /actuator/health HTTP/1.1\r\nHost: uk.example\r\n\r\n";

    private final Country uk;

    HostileAttackStory(Network network) {
        uk = network.uk();
    }

    @Test
    void everyHostileRequestIsAnsweredAndNoneBreaksAnything() throws InterruptedException {
        Member mallory = uk.signsUp("Mallory");
        String group = mallory.founds("Hostile");
        List<String> ids = List.of(group, mallory.publishes(group, "Here"), mallory.id(), "1");
        Description description = Description.of(uk.anybody());
        Queue<String> bad = new ConcurrentLinkedQueue<>();
        int errors = errors();

        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CLIENTS).forEach(client -> clients.submit(() -> {
                var requests = new HostileRequests(SEED + client, description, mallory.http().token(), ids);
                for (int i = 0; i < REQUESTS / CLIENTS; i++) {
                    byte[] request = requests.next();
                    String what = answer(request, i % 2 == 0);
                    if (!what.isEmpty()) {
                        bad.add(what + " to " + printed(request));
                    }
                }
            }));
        }

        assertThat(bad).isEmpty();
        assertThat(errors()).isEqualTo(errors);
        assertThat(uk.anybody().get("/actuator/health").status()).isEqualTo(200);
    }

    /** Empty where there was one. */
    private String answer(byte[] request, boolean isUsed) {
        try (var connection = new RawHttp(uk.anybody(), "127.0.0.1", 0, PATIENCE_MILLIS)) {
            if (isUsed && connection.send(GOOD).reply().status() != 200) {
                return "health was not answered before";
            }
            RawHttp.Reply reply = connection.send(request)
                    .reply(new String(request, 0, 5, StandardCharsets.ISO_8859_1).equals("HEAD "));
            return reply.status() == 0 || reply.status() >= 500 ? reply + "" : "";
        } catch (SocketTimeoutException e) {
            return "no answer";
        } catch (IOException e) {
            return "cut: " + e;
        }
    }

    private int errors() {
        return (int) uk.log().lines().filter(line -> line.contains(" ERROR ")).count();
    }

    private static String printed(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.min(text.length(), 1_500)).replace("\r\n", "⏎");
    }
}
