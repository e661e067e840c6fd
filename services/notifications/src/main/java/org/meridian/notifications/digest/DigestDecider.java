package org.meridian.notifications.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.meridian.notifications.digest.GroupWindow.Activity;
import org.meridian.notifications.digest.GroupWindow.Arrived;
import org.meridian.notifications.digest.Selection.Counted;
import org.meridian.notifications.digest.Selection.Listed;

/**
 * What a digest lists and in which order, as docs/digests.md says: replies to the reader, newest first; then group by
 * group the threads that matter most, the questions that nobody has answered, and what other countries wrote. Every item
 * arrived in the window and stands there once; none is the reader's own, older than their membership, mailed at once, or by somebody whom they have blocked. Threads that
 * the reader began are in the first section only.
 */
final class DigestDecider {

    static final int MAX_ITEMS = 60;
    static final int MAX_REPLIES = 20;
    /** Of each section of a group; fewer where so many groups have something new that they would not all find a place. */
    static final int MAX_OF_A_SECTION = 5;
    private static final int SECTIONS_OF_A_GROUP = 3;

    /**
     * A group that the reader takes part in and wants to hear of, and what arrived.
     *
     * @param since  from when on without a break they take part
     * @param window without what somebody wrote whom they have blocked
     * @param isMailed what they get, or got, by mail at once
     */
    record Joined(GroupWindow window, Instant since, Predicate<Arrived> isMailed) {}

    private final String reader;
    private final String node;
    private final List<Listed> items = new ArrayList<>();
    private final Set<String> listed = new HashSet<>();
    private final Set<String> threads = new HashSet<>();
    private final List<Counted.Thread> replies = new ArrayList<>();

    private DigestDecider(String reader, String node) {
        this.reader = reader;
        this.node = node;
    }

    /**
     * @param reader the reader's member id
     * @param node   the reader's country
     * @param groups in any order
     */
    static Selection select(String reader, String node, List<Joined> groups) {
        List<Joined> ordered = groups.stream().filter(it -> !it.window().isEmpty())
                .sorted(Comparator.comparing((Joined it) -> it.window().name())
                        .thenComparing(it -> it.window().groupId()))
                .toList();
        return new DigestDecider(reader, node).select(ordered);
    }

    private Selection select(List<Joined> groups) {
        listReplies(groups);
        int most = mostOfASection(groups.size());
        groups.forEach(group -> listGroup(group, most));
        List<Counted.Group> counted = groups.stream().map(this::counted)
                .filter(it -> it.more() + it.earlier() > 0).toList();
        return new Selection(List.copyOf(items), new Counted(counted, List.copyOf(replies)));
    }

    private void listReplies(List<Joined> groups) {
        groups.stream()
                .flatMap(group -> group.window().arrived().stream().filter(it -> isReplyToReader(it, group)))
                .sorted(Comparator.comparing(Arrived::position).reversed()).limit(MAX_REPLIES)
                .forEach(it -> list(Section.REPLIES, it));
    }

    private boolean isReplyToReader(Arrived it, Joined group) {
        return it.isReply() && reader.equals(it.threadAuthor()) && isListable(it, group);
    }

    private int mostOfASection(int groups) {
        int room = (MAX_ITEMS - items.size()) / (SECTIONS_OF_A_GROUP * Math.max(groups, 1));
        return Math.clamp(room, 1, MAX_OF_A_SECTION);
    }

    private void listGroup(Joined group, int most) {
        listThreads(Section.THREADS, group, most, thread -> !thread.isUnanswered(), it -> true);
        listThreads(Section.QUESTIONS, group, most, Activity::isUnanswered, it -> true);
        listThreads(Section.ELSEWHERE, group, most, thread -> true, it -> !it.home().equals(node));
    }

    private void listThreads(Section section, Joined group, int most, Predicate<Activity> threads,
            Predicate<Arrived> items) {
        int found = 0;
        for (Activity thread : group.window().threads()) {
            if (found == most || this.items.size() == MAX_ITEMS) {
                return;
            }
            if (thread.isBy(reader) || this.threads.contains(thread.threadId()) || !threads.test(thread)) {
                continue;
            }
            var item = thread.represented(it -> isListable(it, group) && items.test(it));
            if (item.isPresent()) {
                list(section, item.get());
                represent(thread, item.get());
                found++;
            }
        }
    }

    private boolean isListable(Arrived it, Joined group) {
        return !it.author().equals(reader) && !it.writtenAt().isBefore(group.since()) && !group.isMailed().test(it);
    }

    private void list(Section section, Arrived item) {
        items.add(new Listed(section, item.id()));
        listed.add(item.id());
    }

    private void represent(Activity thread, Arrived by) {
        threads.add(thread.threadId());
        if (thread.replies() > 0) {
            replies.add(new Counted.Thread(by.id(), thread.replies(), thread.people(), thread.countries()));
        }
    }

    /** What a listed thread stands for is not left over. */
    private Counted.Group counted(Joined group) {
        int more = group.window().beyond();
        int earlier = group.window().history();
        for (Arrived it : group.window().arrived()) {
            if (it.author().equals(reader) || listed.contains(it.id()) || group.isMailed().test(it)) {
                continue;
            }
            if (it.writtenAt().isBefore(group.since())) {
                earlier++;
            } else if (!threads.contains(it.threadId())) {
                more++;
            }
        }
        return new Counted.Group(group.window().groupId(), more, earlier);
    }
}
