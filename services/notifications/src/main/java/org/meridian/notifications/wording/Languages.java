package org.meridian.notifications.wording;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.process.settings.NodeSettings;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;
import org.springframework.stereotype.Component;

/** The words of digests, mails at once and notices, in the language of whoever reads them. */
@Component
public final class Languages {

    private final Translations translations = Translations.of("mail-notifications");
    private final Locale here;

    Languages(NodeSettings node, Countries countries) {
        this.here = countries.of(node.node()).english();
    }

    /** @param chosen its tag; null where somebody has chosen none */
    public Sentences of(@Nullable String chosen) {
        return translations.in(chosen, here);
    }
}
