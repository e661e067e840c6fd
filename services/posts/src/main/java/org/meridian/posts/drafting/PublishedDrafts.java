package org.meridian.posts.drafting;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.schemas.Ids;

/** Takes drafts away in the statement that publishes what they have become. */
public final class PublishedDrafts {

    private record Published(String id, String memberId) {}

    private static final Columns<Published> PUBLISHED = Columns.of(Published.class).text("id", Published::id)
            .text("member_id", Published::memberId);
    private static final String DELETE = "DELETE FROM draft d USING %s WHERE (d.id, d.member_id) = (done.id, done.member_id)"
            .formatted(PUBLISHED.as("done"));

    private PublishedDrafts() {}

    /**
     * Does nothing where there is no such draft of the member's.
     *
     * @param draftId null where there was none
     */
    public static BulkStatement delete(@Nullable String draftId, String memberId) {
        return PUBLISHED.bind(DELETE, draftId == null || !Ids.isPlain(draftId)
                ? List.of()
                : List.of(new Published(draftId, memberId)));
    }
}
