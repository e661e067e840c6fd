package org.meridian.membership.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.RequestBrief;
import org.meridian.schemas.Topics;

/** Requests as their groups' homes have them, a row for each country that is told. */
public final class BriefTable {

    private record Row(String country, RequestBrief brief) {

        String key() {
            return brief.getId() + " " + country;
        }

        Row newer(Row other) {
            return other.brief.getVersion() > brief.getVersion() ? other : this;
        }
    }

    private static final Columns<Row> BRIEF = Columns.of(Row.class).text("id", row -> row.brief().getId())
            .text("country", Row::country).int4("version", row -> row.brief().getVersion())
            .text("group_id", row -> row.brief().getGroupId()).text("request_id", row -> row.brief().getRequestId())
            .text("member_id", row -> row.brief().getMemberId())
            .instant("requested_at", row -> row.brief().getRequestedAt())
            .text("state", row -> row.brief().getState().name())
            .instant("closed_at", row -> row.brief().getClosedAt()).text("note", row -> row.brief().getNote())
            .texts("answers", row -> row.brief().getAnswers()).text("reason", row -> row.brief().getReason());
    private static final String UPSERT = BRIEF.insertInto("request_brief AS b") + """
            ON CONFLICT (id, country) DO UPDATE
              SET version = excluded.version, state = excluded.state, closed_at = excluded.closed_at,
                  note = excluded.note, answers = excluded.answers, reason = excluded.reason
              WHERE excluded.version > b.version""";

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.body() instanceof RequestBrief brief) {
                var row = new Row(Objects.requireNonNull(Topics.place(entry.topic()).addressee()), brief);
                rows.merge(row.key(), row, Row::newer);
            }
        }
        return List.of(BRIEF.bind(UPSERT, List.copyOf(rows.values())));
    }
}
