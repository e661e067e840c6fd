package org.meridian.community;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.posts.AnswerChosen;

/** Which replies answer questions, by all who have said so. Whose word holds is worked out when it is read. */
final class AnswerTable {

    private static final Columns<AnswerChosen> CHOICE = Columns.of(AnswerChosen.class).text("id", AnswerChosen::getId)
            .int4("version", AnswerChosen::getVersion).text("group_id", AnswerChosen::getGroupId)
            .text("post_id", AnswerChosen::getPostId).text("member_id", AnswerChosen::getActorId)
            .text("reply_id", AnswerChosen::getReplyId)
            .int4("membership_version", AnswerChosen::getMembershipVersion)
            .instant("chosen_at", AnswerChosen::getOccurredAt);
    private static final String UPSERT = CHOICE.insertInto("answer_choice AS c") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, group_id = excluded.group_id, post_id = excluded.post_id,
                  member_id = excluded.member_id, reply_id = excluded.reply_id,
                  membership_version = excluded.membership_version, chosen_at = excluded.chosen_at
              WHERE excluded.version > c.version""";

    private AnswerTable() {}

    static List<BulkStatement> on(List<Entry> entries) {
        return List.of(CHOICE.bind(UPSERT, Batch.newest(entries, AnswerChosen.class)));
    }
}
