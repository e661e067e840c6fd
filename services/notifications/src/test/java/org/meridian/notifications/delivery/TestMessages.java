package org.meridian.notifications.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Messages about nothing; {@code gone} subjects have nothing left to say, {@code broken} ones cannot be written. */
@Configuration(proxyBeanMethods = false)
class TestMessages {

    static final Map<String, String> SUBJECT_LINES = new ConcurrentHashMap<>();

    @Bean
    Messages digestLikeLetters() {
        return new About("test", UnsubscribeScope.DIGEST);
    }

    @Bean
    Messages atOnceLikeLetters() {
        return new About("test-now", UnsubscribeScope.AT_ONCE);
    }

    private record About(String kind, UnsubscribeScope scope) implements Messages {

        @Override
        public Map<String, Message> write(List<Mailing> mailings) {
            Map<String, Message> letters = new HashMap<>();
            for (Mailing mailing : mailings) {
                if (mailing.subjectId().startsWith("broken")) {
                    throw new IllegalStateException("this letter cannot be written");
                }
                if (!mailing.subjectId().startsWith("gone")) {
                    letters.put(mailing.id(), new Message(
                            SUBJECT_LINES.getOrDefault(mailing.subjectId(), "About " + mailing.subjectId()),
                            "Kia ora, this is about " + mailing.subjectId() + ".\n",
                            "<p>Kia ora, this is about <b>" + mailing.subjectId() + "</b>.</p>", "digest", scope));
                }
            }
            return letters;
        }
    }
}
