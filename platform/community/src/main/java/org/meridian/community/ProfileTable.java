package org.meridian.community;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Profile;
import org.meridian.text.Names;

/** What members of all countries are called, so that nobody is misled. */
final class ProfileTable {

    private static final Columns<Profile> PROFILE = Columns.of(Profile.class).text("member_id", Profile::getId)
            .int4("version", Profile::getVersion)
            .text("display_name", profile -> Names.shown(profile.getDisplayName()));
    private static final String UPSERT = PROFILE.insertInto("profile AS p") + """
            ON CONFLICT (member_id) DO UPDATE SET version = excluded.version, display_name = excluded.display_name
              WHERE excluded.version > p.version""";

    private ProfileTable() {}

    static List<BulkStatement> on(List<Entry> entries) {
        return List.of(PROFILE.bind(UPSERT, Batch.newest(entries, Profile.class)));
    }
}
