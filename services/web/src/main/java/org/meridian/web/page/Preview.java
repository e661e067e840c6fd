package org.meridian.web.page;

import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;
import org.meridian.schemas.Limits;
import org.meridian.text.markdown.Markdown;

/** What somebody is about to publish, as others will see it. */
public final class Preview {

    private Preview() {}

    /**
     * Null unless the form was sent for looking at it only.
     *
     * @throws org.meridian.eventlog.decision.Refusal for a text that cannot be published
     */
    public static @Nullable String of(Form form) {
        if (!form.isChecked("preview")) {
            return null;
        }
        Fields fields = new Fields();
        String body = fields.text("body", form.text("body"), Limits.POST_BODY);
        fields.check();
        return Markdown.html(body);
    }
}
