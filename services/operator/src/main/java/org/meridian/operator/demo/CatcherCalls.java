package org.meridian.operator.demo;

import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** GreenMail's HTTP interface, as far as it is needed. */
interface CatcherCalls {

    record User(String login) {}

    /** @param uid rises from mail to mail of a mailbox */
    record Message(long uid, String mimeMessage) {}

    @GetExchange("/api/user")
    List<User> users();

    @GetExchange("/api/user/{login}/messages/INBOX")
    List<Message> inbox(@PathVariable String login);
}
