package org.meridian.notifications.preferences;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.Principal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.notifications.Cadence;
import org.meridian.events.notifications.Preferences;
import org.meridian.events.notifications.Weekday;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.meridian.notifications.Notifications;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** When and how mail reaches the caller. Wall times are {@code HH:mm} in {@code timeZone}. */
@RestController
class PreferencesApi {

    /** How a group reaches the caller by mail. */
    enum Delivery {
        DIGEST, AT_ONCE, MUTED;

        @JsonValue
        String apiName() {
            return Fields.apiName(this);
        }
    }

    /** When digests go. */
    record DigestSchedule(@Schema(implementation = Cadence.class) String cadence, String at,
            @Schema(implementation = DayOfWeek.class) String day) {}

    /** What is left out is as for somebody who never chose. */
    record DigestChoice(@Schema(implementation = Cadence.class) @Nullable String cadence, @Nullable String at,
            @Schema(implementation = DayOfWeek.class) @Nullable String day) {}

    record QuietHours(@Schema(requiredMode = REQUIRED) @Nullable String from,
            @Schema(requiredMode = REQUIRED) @Nullable String to) {}

    /** Mail to the caller's address has been refused for good. */
    record MailStopped(Instant at, String reason) {}

    record PreferencesView(String timeZone, DigestSchedule digest, @Nullable QuietHours quietHours, boolean atOnce,
            Map<String, Delivery> groups, @Nullable MailStopped mailStopped) {}

    /** @param mailStopped not the caller's to change: taken, so that what was read can be sent back, and passed over */
    record PreferencesChange(@Nullable String timeZone, @Nullable DigestChoice digest, @Nullable QuietHours quietHours,
            @Nullable Boolean atOnce, @Nullable Map<String, @Nullable String> groups,
            @Nullable MailStopped mailStopped) {}

    private static final DateTimeFormatter WALL_TIME = DateTimeFormatter.ofPattern("HH:mm")
            .withResolverStyle(ResolverStyle.STRICT);

    private static final String ACCOUNT = """
            SELECT a.zone, s.stopped_at, s.reason
            FROM account a LEFT JOIN mail_stop s ON s.member_id = a.member_id AND s.email = a.email
            WHERE a.member_id = :member""";

    private final EventLog log;
    private final ChangePreferences preferences;
    private final JdbcClient jdbc;

    PreferencesApi(@Notifications EventLog log, @Notifications Database database, ChangePreferences preferences) {
        this.log = log;
        this.preferences = preferences;
        this.jdbc = database.client();
    }

    /** When and how mail reaches the caller. */
    @Refuses("not-found")
    @GetMapping("/api/preferences")
    PreferencesView readPreferences(Principal caller) {
        Preferences chosen = log.find(() -> preferences.find(caller.getName()))
                .orElseThrow(() -> Refusal.notFound("member"));
        return view(chosen, account(caller.getName()));
    }

    /**
     * Changes when and how mail reaches the caller. This takes the place of all that was chosen before: what is left out is as
     * for somebody who never chose, but for {@code atOnce}, which only the caller or an unsubscribe address changes.
     */
    @Refuses({"not-found", "changed-meanwhile"})
    @PutMapping("/api/preferences")
    PreferencesView changePreferences(Principal caller, @RequestBody PreferencesChange request) {
        String member = caller.getName();
        if (!log.awaitTrue(() -> preferences.find(member).isPresent())) {
            throw Refusal.notFound("member");
        }
        Preferences chosen = checked(request);
        String accountZone = account(member).zone();
        preferences.change(member, before -> {
            boolean asAccount = accountZone.equals(chosen.getTimeZone());
            return Preferences.newBuilder(chosen).setId(before.getId()).setVersion(before.getVersion())
                    .setTimeZone(asAccount ? null : chosen.getTimeZone())
                    .setAtOnce(request.atOnce() == null ? before.getAtOnce() : request.atOnce()).build();
        });
        return readPreferences(caller);
    }

    private record Account(String zone, @Nullable MailStopped stopped) {}

    private Account account(String member) {
        return jdbc.sql(ACCOUNT).param("member", member).query((row, i) -> {
            var at = row.getTimestamp("stopped_at");
            return new Account(row.getString("zone"),
                    at == null ? null : new MailStopped(at.toInstant(), row.getString("reason")));
        }).single();
    }

    private static PreferencesView view(Preferences chosen, Account account) {
        Map<String, Delivery> groups = new TreeMap<>();
        chosen.getAtOnceGroups().forEach(id -> groups.put(id, Delivery.AT_ONCE));
        chosen.getMutedGroups().forEach(id -> groups.put(id, Delivery.MUTED));
        Integer from = chosen.getQuietFromMinute();
        Integer to = chosen.getQuietToMinute();
        return new PreferencesView(chosen.getTimeZone() == null ? account.zone() : chosen.getTimeZone(),
                new DigestSchedule(Fields.apiName(chosen.getCadence()), wallTime(chosen.getAtMinute()),
                        chosen.getDay().name()),
                from == null || to == null ? null : new QuietHours(wallTime(from), wallTime(to)), chosen.getAtOnce(),
                groups, account.stopped());
    }

    private static Preferences checked(PreferencesChange request) {
        Fields fields = new Fields();
        DigestChoice digest = request.digest() == null ? new DigestChoice(null, null, null) : request.digest();
        Preferences.Builder chosen = Preferences.newBuilder().setId("").setVersion(0).setAtOnce(true)
                .setTimeZone(request.timeZone() == null ? null : fields.timeZone("timeZone", request.timeZone()))
                .setCadence(digest.cadence() == null
                        ? Cadence.DAILY
                        : fields.choice("digest.cadence", digest.cadence(), Cadence.class))
                .setAtMinute(digest.at() == null ? 450 : minute(fields, "digest.at", digest.at()))
                .setDay(digest.day() == null ? Weekday.MONDAY : day(fields, digest.day()));
        quietHours(fields, request.quietHours(), chosen);
        groups(fields, request.groups() == null ? Map.of() : request.groups(), chosen);
        fields.check();
        return chosen.build();
    }

    private static void quietHours(Fields fields, @Nullable QuietHours quiet, Preferences.Builder chosen) {
        if (quiet != null) {
            int from = minute(fields, "quietHours.from", quiet.from());
            int to = minute(fields, "quietHours.to", quiet.to());
            if (quiet.from() != null && quiet.from().equals(quiet.to())) {
                fields.reject("quietHours.to", "same-times", "Quiet hours end at another time than they begin.");
            }
            chosen.setQuietFromMinute(from);
            chosen.setQuietToMinute(to);
        }
    }

    private static void groups(Fields fields, Map<String, @Nullable String> groups,
            Preferences.Builder chosen) {
        if (groups.size() > Limits.GROUPS_CHOSEN) {
            fields.reject("groups",
                    "There are " + groups.size() + " entries; " + Limits.GROUPS_CHOSEN + " is the most.");
            return;
        }
        Map<String, Delivery> deliveries = new TreeMap<>();
        groups.forEach((id, word) -> {
            if (!Ids.isPlain(id)) {
                fields.reject("groups", "This is not the id of a group: " + id.substring(0, Math.min(id.length(), 80)));
            } else {
                deliveries.put(id, fields.choice("groups." + id, word, Delivery.class));
            }
        });
        chosen.setAtOnceGroups(with(deliveries, Delivery.AT_ONCE));
        chosen.setMutedGroups(with(deliveries, Delivery.MUTED));
    }

    private static List<String> with(Map<String, Delivery> deliveries, Delivery delivery) {
        return deliveries.entrySet().stream().filter(it -> it.getValue() == delivery).map(Map.Entry::getKey).toList();
    }

    private static Weekday day(Fields fields, String name) {
        for (Weekday day : Weekday.values()) {
            if (day != Weekday.UNKNOWN && day.name().equals(name)) {
                return day;
            }
        }
        fields.reject("digest.day", "Name a day of the week in capital letters, for example MONDAY.");
        return Weekday.MONDAY;
    }

    private static int minute(Fields fields, String field, @Nullable String value) {
        try {
            return LocalTime.parse(value == null ? "" : value, WALL_TIME).toSecondOfDay() / 60;
        } catch (DateTimeParseException e) {
            fields.reject(field, "wall-time", "Give a local time of the day as HH:mm, for example 07:30.");
            return 0;
        }
    }

    private static String wallTime(int minute) {
        return LocalTime.MIDNIGHT.plusMinutes(minute).format(WALL_TIME);
    }
}
