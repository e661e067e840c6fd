package org.meridian.notifications.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meridian.mail.message.MailKind;
import org.meridian.mail.message.Message;
import org.meridian.mail.message.UnsubscribeScope;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Messages;
import org.meridian.notifications.Notifications;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Messages about nothing; {@code gone} subjects have nothing left to say, {@code broken} ones cannot be written. */
@Configuration(proxyBeanMethods = false)
class TestMessages {

    static final MailKind LATER = new MailKind("test", UnsubscribeScope.DIGEST);
    static final MailKind NOW = new MailKind("test-now", UnsubscribeScope.AT_ONCE);
    static final Map<String, String> SUBJECT_LINES = new ConcurrentHashMap<>();

    @Bean
    @Notifications
    Messages messagesLikeDigests() {
        return new About(LATER);
    }

    @Bean
    @Notifications
    Messages messagesLikeThoseAtOnce() {
        return new About(NOW);
    }

    private record About(MailKind kind) implements Messages {

        @Override
        public Map<String, Message> write(List<Mailing> mailings) {
            Map<String, Message> messages = new HashMap<>();
            for (Mailing mailing : mailings) {
                if (mailing.subjectId().startsWith("broken")) {
                    throw new IllegalStateException("this message cannot be written");
                }
                if (!mailing.subjectId().startsWith("gone")) {
                    messages.put(mailing.id(), new Message(
                            SUBJECT_LINES.getOrDefault(mailing.subjectId(), "About " + mailing.subjectId()),
                            "Kia ora, this is about " + mailing.subjectId() + ".\n",
                            "<p>Kia ora, this is about <b>" + mailing.subjectId() + "</b>.</p>",
                            "You get this because it is a test.", java.util.Locale.UK));
                }
            }
            return messages;
        }
    }
}
