package org.meridian.notifications.atonce;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.MailContent;
import org.meridian.notifications.atonce.Paragraphs.Paragraph;
import org.meridian.notifications.delivery.Message;
import org.meridian.notifications.delivery.OneLine;
import org.meridian.notifications.delivery.UnsubscribeScope;
import org.meridian.schemas.Ids;

/**
 * Content for what is new: requests and decisions first, then each group. What a group's charter lets mail carry is kept to:
 * names and texts only of a group that has {@code FULL}, of one that has {@code COUNTS} not even titles.
 */
final class MessageWriter {

    /** So many posts and replies of a group are told of one by one, the others as a number. */
    private static final int MAX_ITEMS = 20;

    private final String publicUrl;
    private final BothTimes times;

    MessageWriter(String publicUrl, BothTimes times) {
        this.publicUrl = publicUrl;
        this.times = times;
    }

    /** @param news in the order in which it is to be told, at least one */
    Message write(List<News> news, ZoneId reader, Instant now) {
        List<Paragraphs> parts = new ArrayList<>();
        parts.add(new Paragraphs("Requests to join", requests(only(news, News.Request.class), now)));
        parts.add(new Paragraphs("Your requests",
                only(news, News.Decision.class).stream().map(this::decision).toList()));
        byGroup(only(news, News.Item.class)).values()
                .forEach(items -> parts.add(new Paragraphs(items.getFirst().group(), items(items, reader))));
        parts.removeIf(part -> part.paragraphs().isEmpty());
        return new Message(subject(news),
                parts.stream().map(Paragraphs::text).collect(Collectors.joining("\n\n")),
                parts.stream().map(Paragraphs::html).collect(Collectors.joining()), AtOnceMessages.KIND,
                UnsubscribeScope.AT_ONCE);
    }

    private static String subject(List<News> news) {
        if (news.size() == 1) {
            return switch (news.getFirst()) {
                case News.Request it -> asks(it);
                case News.Decision it -> decided(it);
                case News.Item it -> told(it) + " in " + it.group();
            };
        }
        List<String> groups = news.stream().map(News::group).distinct().toList();
        return news.size() + " new in " + (groups.size() <= 3
                ? String.join(", ", groups)
                : String.join(", ", groups.subList(0, 3)) + " and other groups");
    }

    private static String told(News.Item it) {
        String title = it.mail() == MailContent.FULL ? it.title() : null;
        return title == null ? counts(List.of(it)) : (it.isReply() ? "Re: " : "") + OneLine.of(title);
    }

    private List<Paragraph> requests(List<News.Request> requests, Instant now) {
        List<Paragraph> paragraphs = new ArrayList<>();
        byGroup(requests).values().forEach(ofGroup -> {
            String link = publicUrl + "/groups/" + ofGroup.getFirst().groupId() + "/requests";
            ofGroup.stream().limit(MAX_ITEMS)
                    .forEach(it -> paragraphs.add(new Paragraph(
                            asks(it) + ", asked " + Age.content(it.requestedAt(), now) + " ago.", null, null, link)));
            more(ofGroup.size(), link, paragraphs);
        });
        return paragraphs;
    }

    private static String asks(News.Request it) {
        return (it.mail() == MailContent.FULL ? name(it.applicant()) : "Somebody") + " asks to join " + it.group();
    }

    private Paragraph decision(News.Decision it) {
        return new Paragraph(decided(it) + ".", null, null, publicUrl + "/groups/" + it.groupId());
    }

    private static String decided(News.Decision it) {
        return "Your request to join " + it.group() + " was " + (it.granted() ? "granted" : "refused");
    }

    private List<Paragraph> items(List<News.Item> items, ZoneId reader) {
        String group = publicUrl + "/groups/" + items.getFirst().groupId();
        if (items.getFirst().mail() == MailContent.COUNTS) {
            return List.of(new Paragraph(counts(items) + ".", null, null, group));
        }
        List<Paragraph> paragraphs = new ArrayList<>();
        items.stream().limit(MAX_ITEMS).forEach(it -> paragraphs.add(item(it, reader)));
        more(items.size(), group, paragraphs);
        return paragraphs;
    }

    private Paragraph item(News.Item it, ZoneId reader) {
        boolean full = it.mail() == MailContent.FULL;
        String what = it.isReply()
                ? (it.toMe() ? "a reply to you" : "a reply") + in(it.title())
                : it.title() == null ? "a post" : quoted(it.title());
        return new Paragraph((full ? name(it.author()) + ", " : "Somebody in ") + Ids.home(it.authorId()) + ": " + what,
                times.content(it.at(), reader, it.authorId()), full ? it.excerpt() : null,
                publicUrl + "/posts/" + it.threadId());
    }

    private static void more(int all, String link, List<Paragraph> paragraphs) {
        if (all > MAX_ITEMS) {
            paragraphs.add(new Paragraph("And " + (all - MAX_ITEMS) + " more.", null, null, link));
        }
    }

    private static String counts(List<News.Item> items) {
        long replies = items.stream().filter(News.Item::isReply).count();
        long posts = items.size() - replies;
        String newPosts = posts == 0 ? "" : posts + (posts == 1 ? " new post" : " new posts");
        String newReplies = replies == 0 ? "" : replies + (replies == 1 ? " new reply" : " new replies");
        return newPosts + (posts > 0 && replies > 0 ? " and " : "") + newReplies;
    }

    private static String in(@Nullable String title) {
        return title == null ? "" : " in " + quoted(title);
    }

    private static String quoted(String title) {
        return "“" + OneLine.of(title) + "”";
    }

    private static String name(@Nullable String displayName) {
        return displayName == null ? "Somebody" : OneLine.of(displayName);
    }

    private static <T extends News> List<T> only(List<News> news, Class<T> type) {
        return news.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static <T extends News> Map<String, List<T>> byGroup(List<T> news) {
        return news.stream().collect(Collectors.groupingBy(News::groupId, LinkedHashMap::new, Collectors.toList()));
    }
}
