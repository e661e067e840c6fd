package org.meridian.node.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.demo.DemoMailApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes all mail, to whomever, and sends it to nobody. Never for real people. */
@Component
@ConditionalOnBooleanProperty("meridian.demo")
public final class CatchingMailServer implements DemoMailApi.Caught, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CatchingMailServer.class);

    private final GreenMail server;

    CatchingMailServer(@Value("${spring.mail.port}") int port) {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @Override
    public List<MimeMessage> mails(@Nullable String to) {
        return List.of(server.getReceivedMessages()).reversed();
    }

    @Override
    public void start() {
        LOG.warn("THIS NODE IS FOR TRYING OUT: mail goes nowhere, and GET /demo/mail shows it to everybody.");
        server.start();
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public boolean isRunning() {
        return server.isRunning();
    }

    /** Before whatever sends mail. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
