package org.meridian.notifications.atonce;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.calendar.Country;
import org.meridian.events.membership.MailContent;
import org.meridian.mail.message.Message;
import org.meridian.mail.message.OneLine;
import org.meridian.notifications.atonce.Paragraphs.Paragraph;
import org.meridian.notifications.atonce.Paragraphs.Quote;
import org.meridian.notifications.wording.Age;
import org.meridian.notifications.wording.BothTimes;
import org.meridian.schemas.Ids;
import org.meridian.text.Sentences;

/**
 * Says what is new: requests, decisions, memberships and accepted answers first, then each group. What a group's charter lets mail carry is kept to:
 * names and texts only of a group that has {@code FULL}, of one that has {@code COUNTS} not even titles.
 */
final class MessageWriter {

    /** So many posts and replies of a group are listed one by one, the others as a number. */
    private static final int MAX_ITEMS = 20;

    private final String publicUrl;
    private final Countries countries;
    private final Sentences sentences;

    /** @param sentences in the language of whoever reads them */
    MessageWriter(String publicUrl, Countries countries, Sentences sentences) {
        this.publicUrl = publicUrl;
        this.countries = countries;
        this.sentences = sentences;
    }

    /** @param news in the order in which it is to be said, at least one */
    Message write(List<News> news, ZoneId reader, Instant now) {
        List<Paragraphs> parts = new ArrayList<>();
        parts.add(new Paragraphs(sentences.of("at-once.requests"), requests(only(news, News.Request.class), now)));
        parts.add(new Paragraphs(sentences.of("at-once.decisions"),
                only(news, News.Decision.class).stream().map(this::decision).toList()));
        parts.add(new Paragraphs(sentences.of("at-once.memberships"),
                only(news, News.Membership.class).stream().map(this::membership).toList()));
        parts.add(new Paragraphs(sentences.of("at-once.accepted"),
                only(news, News.Accepted.class).stream().map(this::accepted).toList()));
        byGroup(only(news, News.Item.class)).values()
                .forEach(items -> parts.add(new Paragraphs(items.getFirst().group(), items(items, reader))));
        parts.removeIf(part -> part.paragraphs().isEmpty());
        return new Message(subject(news),
                parts.stream().map(Paragraphs::text).collect(Collectors.joining("\n\n")),
                parts.stream().map(Paragraphs::html).collect(Collectors.joining()), sentences.of("at-once.why"),
                sentences.locale());
    }

    private String subject(List<News> news) {
        if (news.size() == 1) {
            return switch (news.getFirst()) {
                case News.Request it -> asks(it);
                case News.Decision it -> decided(it);
                case News.Membership it -> sentences.of("at-once.membership-in", it.group());
                case News.Accepted it -> sentences.of("at-once.accepted-in", it.group());
                case News.Item it -> sentences.of("at-once.item-in-group", headline(it), it.group());
            };
        }
        List<String> groups = news.stream().map(News::group).distinct().toList();
        return sentences.of("at-once.news-in-groups", news.size(), groups.size() <= 3
                ? String.join(", ", groups)
                : sentences.of("at-once.and-other-groups", String.join(", ", groups.subList(0, 3))));
    }

    private String headline(News.Item it) {
        String title = it.mail() == MailContent.FULL ? it.title() : null;
        if (title == null) {
            return counts(List.of(it));
        }
        return it.isReply() ? sentences.of("reply-in-thread", OneLine.of(title)) : OneLine.of(title);
    }

    private List<Paragraph> requests(List<News.Request> requests, Instant now) {
        List<Paragraph> paragraphs = new ArrayList<>();
        byGroup(requests).values().forEach(ofGroup -> {
            String link = publicUrl + "/groups/" + ofGroup.getFirst().groupId() + "/requests";
            ofGroup.stream().limit(MAX_ITEMS)
                    .forEach(it -> paragraphs.add(new Paragraph(
                            sentences.of(it.overdue() ? "at-once.waits" : "at-once.asked", applicant(it), it.group(),
                                    Age.inWords(it.requestedAt(), now, sentences)),
                            null, null, link)));
            more(ofGroup.size(), link, paragraphs);
        });
        return paragraphs;
    }

    private String asks(News.Request it) {
        return sentences.of(it.overdue() ? "at-once.still-asks" : "at-once.asks", applicant(it), it.group());
    }

    private String applicant(News.Request it) {
        return name(it.mail() == MailContent.FULL ? it.applicant() : null);
    }

    private Paragraph decision(News.Decision it) {
        return new Paragraph(sentences.of("at-once.sentence", decided(it)), null, null,
                publicUrl + "/groups/" + it.groupId());
    }

    private Paragraph membership(News.Membership it) {
        return new Paragraph(it.sentence(), null, Quote.plain(it.reason()),
                publicUrl + (it.over() ? "/notices" : "/groups/" + it.groupId()));
    }

    private Paragraph accepted(News.Accepted it) {
        String title = it.mail() == MailContent.COUNTS || it.title() == null ? null : OneLine.of(it.title());
        String by = name(it.mail() == MailContent.FULL ? it.by() : null);
        return new Paragraph(title == null
                ? sentences.of("notice.accepted", by, it.group())
                : sentences.of("notice.accepted-to", by, title, it.group()), null, null,
                publicUrl + "/posts/" + it.threadId());
    }

    private String decided(News.Decision it) {
        return sentences.of(it.granted() ? "at-once.granted" : "at-once.refused", it.group());
    }

    private List<Paragraph> items(List<News.Item> items, ZoneId reader) {
        String group = publicUrl + "/groups/" + items.getFirst().groupId();
        if (items.getFirst().mail() == MailContent.COUNTS) {
            return List.of(new Paragraph(sentences.of("at-once.sentence", counts(items)), null, null, group));
        }
        List<Paragraph> paragraphs = new ArrayList<>();
        items.stream().limit(MAX_ITEMS).forEach(it -> paragraphs.add(item(it, reader)));
        more(items.size(), group, paragraphs);
        return paragraphs;
    }

    private Paragraph item(News.Item it, ZoneId reader) {
        boolean full = it.mail() == MailContent.FULL;
        Country country = countries.of(Ids.home(it.authorId()));
        String author = full
                ? sentences.of("name-in-country", name(it.author()), country.name())
                : sentences.of("somebody-in-country", country.name());
        return new Paragraph(sentences.of("at-once.by", author, what(it)),
                BothTimes.inWords(it.at(), it.editedAt(), reader, country, sentences),
                full ? Quote.markdown(it.excerpt()) : null,
                publicUrl + "/posts/" + it.threadId());
    }

    private String what(News.Item it) {
        if (!it.isReply()) {
            return it.title() == null ? sentences.of("at-once.post") : quoted(it.title());
        }
        String reply = sentences.of(it.toMe() ? "at-once.reply-to-you" : "at-once.reply");
        return it.title() == null ? reply : sentences.of("at-once.reply-in", reply, quoted(it.title()));
    }

    private void more(int all, String link, List<Paragraph> paragraphs) {
        if (all > MAX_ITEMS) {
            paragraphs.add(new Paragraph(sentences.of("more", all - MAX_ITEMS), null, null, link));
        }
    }

    private String counts(List<News.Item> items) {
        long replies = items.stream().filter(News.Item::isReply).count();
        long posts = items.size() - replies;
        if (posts > 0 && replies > 0) {
            return sentences.of("at-once.posts-and-replies", sentences.of("new-posts", posts),
                    sentences.of("new-replies", replies));
        }
        return posts > 0 ? sentences.of("new-posts", posts) : sentences.of("new-replies", replies);
    }

    private String quoted(String title) {
        return sentences.of("at-once.quoted", OneLine.of(title));
    }

    private String name(@Nullable String displayName) {
        return displayName == null ? sentences.of("somebody") : OneLine.of(displayName);
    }

    private static <T extends News> List<T> only(List<News> news, Class<T> type) {
        return news.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static <T extends News> Map<String, List<T>> byGroup(List<T> news) {
        return news.stream().collect(Collectors.groupingBy(News::groupId, LinkedHashMap::new, Collectors.toList()));
    }
}
