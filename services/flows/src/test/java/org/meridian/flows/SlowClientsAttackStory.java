package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Thousands who send slowly, or never to the end, or read nothing, from many addresses: a node's memory stays as it was, and
 * others are answered meanwhile.
 */
@ExtendWith(SharedNetwork.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SlowClientsAttackStory {

    private static final long FLAT = 50_000_000;
    private static final int BODY = 2_000_000;
    private static final int UNREAD = 4_096;
    private static final String LONG_TEXT = "\ud83c\udf0d".repeat(100_000);
    private static final String HALF = "GET /actuator/health HTTP/1.1\r\nHost: uk.example\r\nX-Long: "
            + "x".repeat(2_000);

    private final Country uk;
    private Http reader;
    private String group = "";
    private String thread = "";

    SlowClientsAttackStory(Network network) {
        uk = network.uk();
        reader = uk.anybody();
    }

    @BeforeEach
    void writeAtLength() {
        Member ada = uk.signsUp("Ada");
        reader = ada.http();
        group = ada.founds("Long texts");
        thread = ada.publishes(group, LONG_TEXT);
        IntStream.range(0, 3).forEach(i -> ada.replies(thread, LONG_TEXT));
    }

    private String body() {
        return "POST /api/groups/" + group + "/posts HTTP/1.1\r\nHost: uk.example\r\nAuthorization: Bearer "
                + reader.token() + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY
                + "\r\n\r\n{\"body\":\"";
    }

    private String page() {
        return "GET /api/posts/" + thread + " HTTP/1.1\r\nHost: uk.example\r\nAuthorization: Bearer "
                + reader.token() + "\r\n\r\n";
    }

    @Test
    @Order(1)
    void twoThousandBodiesThatDoNotEnd() throws Exception {
        byte[] most = "x".repeat(BODY - 10_000).getBytes(StandardCharsets.US_ASCII);
        survives(2_000, 0, (connection, number) -> {
            connection.send(body());
            for (int at = 0; at < most.length * (number % 10 + 1) / 10; at += 50_000) {
                connection.send(Arrays.copyOfRange(most, at, Math.min(most.length, at + 50_000)));
            }
        });
    }

    @Test
    @Order(2)
    void fiveHundredReadersWhoReadNothing() throws Exception {
        survives(500, UNREAD, (connection, number) -> connection.send(page()));
    }

    @Test
    @Order(3)
    void fiveThousandHalfRequests() throws Exception {
        survives(5_000, 0, (connection, number) -> connection.send(HALF));
    }

    private void survives(int clients, int receiveBuffer, SlowClients.Client client) throws Exception {
        var slow = new SlowClients(uk.anybody(), uk::memory);
        slow.attack(clients / 10, receiveBuffer, client, this::reads);
        long before = uk.memory();
        long errors = errors();

        SlowClients.Meanwhile meanwhile = slow.attack(clients, receiveBuffer, client, this::reads);

        assertThat(uk.isRunning()).isTrue();
        assertThat(meanwhile.memory() - before).as("more memory").isLessThan(FLAT);
        assertThat(meanwhile.millis()).hasSizeGreaterThan(5);
        assertThat(meanwhile.percentile(95)).as("others' answers: %s", meanwhile.millis()).isLessThan(1_000);
        assertThat(errors()).isEqualTo(errors);
    }

    private void reads() {
        reader.get("/api/groups/" + group + "/posts").with(200);
    }

    private long errors() {
        return uk.log().lines().filter(line -> line.contains(" ERROR ")).count();
    }
}
