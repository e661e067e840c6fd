package org.meridian.web.calls;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** The mails that a node has sent, in a network for trying out. */
@HttpExchange
public interface DemoMailCalls {

    record Mail(String from, String to, String subject, @Nullable String text, @Nullable String html,
            Map<String, String> headers, Instant receivedAt) {}

    /** Newest first, 200 at the most. */
    @GetExchange("/demo/mail")
    List<Mail> mails(@RequestParam(required = false) @Nullable String to);
}
