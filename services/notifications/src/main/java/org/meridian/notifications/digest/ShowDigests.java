package org.meridian.notifications.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.calendar.Country;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.digest.Contents.Content;
import org.meridian.notifications.digest.Selection.Counted;
import org.meridian.notifications.digest.Selection.Listed;
import org.meridian.notifications.digest.Shown.Count;
import org.meridian.notifications.digest.Shown.Group;
import org.meridian.notifications.digest.Shown.Item;
import org.meridian.notifications.digest.Shown.Why;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Fills what was selected with what there is to read. It asks at that very moment: what was withdrawn since, or is of a
 * group that the reader has left, was removed from or has muted, or by somebody whom they have blocked, is left out.
 */
@Component
final class ShowDigests {

    /** What a reader's digest, composed or so far, consists of. */
    record Request(Reader reader, Instant coversSince, Selection selection) {}

    private static final Columns<String> IDS = Columns.of(String.class).text("id", id -> id);
    private static final String GROUPS = """
            SELECT g.id, coalesce(n.name, '') AS name, g.mail FROM %s
            JOIN known_group g ON g.id = asked.id LEFT JOIN group_name n ON n.group_id = g.id"""
            .formatted(IDS.as("asked"));

    private final JdbcTemplate jdbc;
    private final Contents contents;
    private final String node;
    private final Countries countries;

    ShowDigests(@Notifications Database database, Contents contents, NodeSettings node, Countries countries) {
        this.jdbc = database.jdbc();
        this.contents = contents;
        this.node = node.node();
        this.countries = countries;
    }

    Shown show(Request request) {
        List<Request> requests = List.of(request);
        return show(requests, contents.read(items(requests))).getFirst();
    }

    /** Those of a wave, in the order of the requests. */
    List<Shown> show(List<Request> requests) {
        return show(requests, contents.readForMany(items(requests)));
    }

    private List<Shown> show(List<Request> requests, Map<String, Content> content) {
        Map<String, Group> groups = groups(requests, content);
        return requests.stream().map(it -> shown(it, content, groups)).toList();
    }

    private Shown shown(Request request, Map<String, Content> content, Map<String, Group> groups) {
        Map<String, Counted.Thread> threads = request.selection().counted().threads().stream()
                .collect(Collectors.toMap(Counted.Thread::itemId, it -> it));
        List<Item> items = new ArrayList<>();
        for (Listed listed : request.selection().items()) {
            Content it = content.get(listed.itemId());
            Group group = it == null ? null : groups.get(it.groupId());
            if (it != null && group != null && request.reader().reads(group.id())
                    && !request.reader().hasBlocked(it.author(), it.threadAuthor())) {
                items.add(item(it, group, request, listed.section(), threads.get(it.id())));
            }
        }
        return new Shown(items, request.selection().counted().groups().stream()
                .filter(it -> request.reader().reads(it.groupId()))
                .flatMap(it -> Optional.ofNullable(groups.get(it.groupId()))
                        .map(group -> new Count(group, it.more(), it.earlier())).stream())
                .toList());
    }

    private Item item(Content it, Group group, Request request, Section section, Counted.@Nullable Thread thread) {
        String home = Ids.home(it.author());
        boolean late = !home.equals(node) && it.writtenAt().isBefore(request.coversSince());
        Country country = countries.of(home);
        return new Item(it.id(), section, group, it.title(), it.kind(), it.excerpt(), it.author(), it.name(), home,
                country, it.publishedAt(), it.editedAt(), it.arrivedAt(),
                late
                        ? Shown.late(country, countries.of(node), it.writtenAt(), it.arrivedAt(),
                                request.reader().sentences())
                        : null,
                why(section, country, thread));
    }

    private static Why why(Section section, Country home, Counted.@Nullable Thread thread) {
        return switch (section) {
            case REPLIES -> Why.of("digest.why-reply");
            case THREADS -> thread == null ? Why.of("digest.why-new") : activity(thread);
            case QUESTIONS -> Why.of("digest.why-question");
            case ELSEWHERE -> Why.of("digest.why-elsewhere", home.name());
        };
    }

    private static Why activity(Counted.Thread thread) {
        return Why.of(thread.countries() == 1 ? "digest.why-active" : "digest.why-active-in-countries",
                thread.replies(), thread.people(), thread.countries());
    }

    private static Set<String> items(List<Request> requests) {
        return requests.stream().flatMap(it -> it.selection().items().stream()).map(Listed::itemId)
                .collect(Collectors.toSet());
    }

    private Map<String, Group> groups(List<Request> requests, Map<String, Content> content) {
        List<String> ids = Stream.concat(content.values().stream().map(Content::groupId), requests.stream()
                .flatMap(it -> it.selection().counted().groups().stream()).map(Counted.Group::groupId)).distinct()
                .toList();
        Map<String, Group> groups = new HashMap<>();
        jdbc.query(GROUPS, IDS.binder(ids), row -> {
            groups.put(row.getString("id"),
                    new Group(row.getString("id"), row.getString("name"), mail(row.getString("mail"))));
        });
        return groups;
    }

    /** What this program does not know says the least. */
    private static Shown.Mail mail(String word) {
        return switch (word) {
            case "FULL" -> Shown.Mail.FULL;
            case "TITLES" -> Shown.Mail.TITLES;
            default -> Shown.Mail.COUNTS;
        };
    }
}
