package org.meridian.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {

    @Test
    void whatIsWrittenIsSentAtOnce() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (var server = new ServerSocket(0, 1, here);
                Socket unconnected = new PromptSockets().createSocket();
                Socket connected = new PromptSockets().createSocket(here, server.getLocalPort())) {
            assertThat(unconnected.getTcpNoDelay()).isTrue();
            assertThat(connected.getTcpNoDelay()).isTrue();
        }
    }
}
