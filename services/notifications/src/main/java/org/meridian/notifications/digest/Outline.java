package org.meridian.notifications.digest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.mail.message.OneLine;
import org.meridian.notifications.digest.Shown.Count;
import org.meridian.notifications.digest.Shown.Group;
import org.meridian.notifications.digest.Shown.Item;
import org.meridian.notifications.digest.Shown.Why;
import org.meridian.notifications.wording.BothTimes;
import org.meridian.text.Sentences;

/**
 * What a mailed digest says, before it is text or HTML. Of a group whose charter keeps its texts out of mail there are
 * titles, countries and times only, of one that keeps everything out only numbers; neither takes part in the subject's.
 *
 * @param parts the replies to the reader, then group by group
 */
record Outline(String subject, String title, String covers, List<Part> parts) {

    /** @param notes sentences at the end, some of them with an address of this node behind them */
    record Part(String heading, List<Passage> passages, List<Note> notes) {}

    /** @param why why these are here, if it is one reason for all; null where each has its own, or is alone */
    record Passage(@Nullable String why, List<Entry> entries) {}

    record Note(String text, @Nullable String link) {}

    /**
     * @param excerpt null where the group's charter keeps it out
     * @param why     null where its passage says it
     */
    record Entry(String headline, String byline, String written, @Nullable String late, @Nullable String excerpt,
            @Nullable String why, String link) {}

    /** How many characters of a post a mail shows at the most. */
    private static final int EXCERPT = 280;

    static Outline of(Shown digest, LocalDate date, Instant from, Instant to, ZoneId zone, String node,
            String publicUrl, Sentences sentences) {
        return new Writer(zone, publicUrl, sentences).write(digest, date,
                sentences.of("digest.covers", node, sentences.date(BothTimes.TIME, from.atZone(zone)),
                        sentences.date(BothTimes.TIME, to.atZone(zone)), zone.getId()));
    }

    private record Writer(ZoneId zone, String publicUrl, Sentences sentences) {

        Outline write(Shown digest, LocalDate date, String covers) {
            List<Item> mailed = digest.items().stream().filter(it -> it.group().mail() != Shown.Mail.COUNTS).toList();
            List<Part> parts = new ArrayList<>();
            List<Item> replies = mailed.stream().filter(it -> it.section() == Section.REPLIES).toList();
            if (!replies.isEmpty()) {
                parts.add(new Part(sentences.of("digest.replies"), passages(replies, true), List.of()));
            }
            sorted(digest).forEach(group -> parts.add(part(group, digest)));
            return new Outline(
                    sentences.of("digest.subject", sum(digest, mailed, replies.size()),
                            sentences.date("date.day", date)),
                    sentences.of("digest.title", sentences.date("date.long-day", date)), covers, parts);
        }

        /** All groups that have a part of their own: those with more than replies to the reader. */
        private static Collection<Group> sorted(Shown digest) {
            Map<String, Group> groups = new TreeMap<>();
            digest.items().stream()
                    .filter(it -> it.section() != Section.REPLIES || it.group().mail() == Shown.Mail.COUNTS)
                    .forEach(it -> groups.put(it.group().name() + "\n" + it.group().id(), it.group()));
            digest.counted().forEach(it -> groups.put(it.group().name() + "\n" + it.group().id(), it.group()));
            return groups.values();
        }

        private String sum(Shown digest, List<Item> mailed, int replies) {
            Map<String, Integer> posts = new LinkedHashMap<>();
            mailed.stream().filter(it -> it.section() != Section.REPLIES)
                    .forEach(it -> posts.merge(it.group().id(), 1, Integer::sum));
            digest.counted().stream().filter(it -> it.group().mail() != Shown.Mail.COUNTS && it.more() > 0)
                    .forEach(it -> posts.merge(it.group().id(), it.more(), Integer::sum));
            List<String> parts = new ArrayList<>();
            if (replies > 0) {
                parts.add(sentences.of("digest.replies-to-you", replies));
            }
            if (!posts.isEmpty()) {
                int sum = posts.values().stream().mapToInt(it -> it).sum();
                parts.add(sentences.of("digest.posts-in-groups", sentences.of("new-posts", sum), posts.size()));
            }
            return parts.isEmpty() ? sentences.of("digest.news") : String.join(", ", parts);
        }

        private Part part(Group group, Shown digest) {
            Count count = digest.counted().stream().filter(it -> it.group().equals(group)).findFirst()
                    .orElse(new Count(group, 0, 0));
            List<Item> items = digest.items().stream().filter(it -> it.group().equals(group)).toList();
            return group.mail() == Shown.Mail.COUNTS
                    ? new Part(OneLine.alone(group.name()), List.of(),
                            numbers(group, items.size() + count.more(), count.earlier()))
                    : new Part(OneLine.alone(group.name()),
                            passages(items.stream().filter(it -> it.section() != Section.REPLIES).toList(), false),
                            notes(group, count));
        }

        private List<Note> numbers(Group group, int posts, int earlier) {
            List<Note> notes = new ArrayList<>();
            notes.add(new Note(sentences.of("digest.counts-only", sentences.of("new-posts", posts)), link(group)));
            notes.addAll(earlier(earlier));
            return notes;
        }

        private List<Note> notes(Group group, Count count) {
            List<Note> notes = new ArrayList<>();
            if (count.more() > 0) {
                notes.add(new Note(sentences.of("more", count.more()), link(group)));
            }
            notes.addAll(earlier(count.earlier()));
            return notes;
        }

        private List<Note> earlier(int earlier) {
            return earlier == 0 ? List.of() : List.of(new Note(sentences.of("digest.earlier", earlier), null));
        }

        private String link(Group group) {
            return publicUrl + "/groups/" + group.id();
        }

        /** One for each section, in the order of the items. */
        private List<Passage> passages(List<Item> items, boolean groupNamed) {
            return items.stream().collect(Collectors.groupingBy(Item::section, TreeMap::new, Collectors.toList()))
                    .values().stream().map(it -> passage(it, groupNamed)).toList();
        }

        private Passage passage(List<Item> items, boolean groupNamed) {
            Why why = items.getFirst().why();
            boolean one = items.size() > 1 && items.stream().allMatch(it -> it.why().equals(why));
            return new Passage(one ? why.ofSeveral(sentences) : null,
                    items.stream().map(it -> entry(it, groupNamed, !one)).toList());
        }

        private Entry entry(Item it, boolean groupNamed, boolean explained) {
            boolean full = it.group().mail() == Shown.Mail.FULL;
            String author = full
                    ? sentences.of("name-in-country", name(it), it.country().name())
                    : sentences.of("somebody-in-country", it.country().name());
            return new Entry(headline(it),
                    groupNamed ? sentences.of("digest.in-group", author, OneLine.of(it.group().name())) : author,
                    BothTimes.inWords(it.writtenAt(), it.editedAt(), zone, it.country(), sentences), it.late(),
                    full ? shortened(it.excerpt()) : null, explained ? it.why().ofOne(sentences) : null,
                    publicUrl + "/posts/" + it.id());
        }

        private String name(Item it) {
            return it.name() == null ? sentences.of("somebody") : OneLine.of(it.name());
        }

        private String headline(Item it) {
            String title = it.title() == null ? "" : OneLine.of(it.title());
            if (it.kind() == null) {
                return title.isEmpty() ? sentences.of("digest.reply") : sentences.of("reply-in-thread", title);
            }
            return title.isEmpty() ? sentences.of("digest.untitled") : title;
        }

        private static String shortened(String text) {
            String line = OneLine.alone(text);
            if (line.codePointCount(0, line.length()) <= EXCERPT) {
                return line;
            }
            String cut = line.substring(0, line.offsetByCodePoints(0, EXCERPT));
            int space = cut.lastIndexOf(' ');
            return (space > EXCERPT / 2 ? cut.substring(0, space) : cut) + " ...";
        }
    }
}
