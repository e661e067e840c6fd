package org.meridian.posts.searching;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Cursor;
import org.meridian.posts.Posts;
import org.meridian.posts.reading.PostView;
import org.meridian.posts.searching.Wanted.Part;
import org.meridian.text.markdown.Markdown;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds posts and replies that a reader may read, by the rules of a thread. Of those that have the words the newest five hundred are put into order:
 * by their time, to which what the words are worth is added, a month for each e-fold of {@code ts_rank_cd}. That is a time again, and
 * the same whenever it is worked out, so a list that is read page by page neither skips nor repeats.
 */
@Component
final class SearchPosts {

    /** @param kind of a first post, or {@code REPLY}; null, like all others, for any */
    record Filter(@Nullable String group, @Nullable String kind, @Nullable String country, @Nullable String author,
            @Nullable String tag, @Nullable Instant from, @Nullable Instant until) {}

    /**
     * @param post        without its text
     * @param group       what the group is called; null as long as that has not come
     * @param threadTitle of a reply: what its thread is called
     */
    record Found(PostView post, @Nullable String group, @Nullable String threadTitle, Marked.Extract extract,
            Instant standsAt) {

        Cursor position() {
            return new Cursor(standsAt, post.id());
        }
    }

    private record Row(PostView post, @Nullable String group, @Nullable String threadTitle, String text,
            Instant standsAt) {}

    /**
     * @param wanted null for all posts
     * @param groups in which it is looked for; none where nothing can be found
     */
    private record Queries(@Nullable String wanted, List<String> groups) {}

    private static final int RANKED = 500;
    private static final int LOOKED_AT = 10_000;

    /**
     * A synonym that is left with a single one of its words would find everything. How frequent the words are decides how they are looked
     * for, which a plan that was made for other words does not know.
     */
    private static final String QUERIES = """
            WITH term AS (
              SELECT clause, term, bool_or(without) AS without, string_agg(q::text, ' | ') AS ways
              FROM (SELECT a.*, CASE WHEN phrase THEN phraseto_tsquery('pg_catalog.english', as_searched(words))
                                ELSE plainto_tsquery('pg_catalog.english', as_searched(words)) END AS q
                    FROM unnest(:clauses::int[], :terms::int[], :without::boolean[], :phrase::boolean[],
                                :synonym::boolean[], :words::text[]) AS a(clause, term, without, phrase, synonym, words)) AS part
              WHERE numnode(q) > 1 OR numnode(q) = 1 AND NOT (synonym AND as_searched(words) LIKE '% %')
              GROUP BY clause, term),
            clause AS (
              SELECT string_agg(CASE WHEN without THEN '!(' ELSE '(' END || ways || ')', ' & ') AS terms
              FROM term GROUP BY clause)
            SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
                   (SELECT string_agg('(' || terms || ')', ' | ') FROM clause) AS wanted,
                   ARRAY(SELECT group_id FROM participant
                         WHERE member_id = :reader AND (:group::text IS NULL OR group_id = :group)) AS groups""";
    private static final String SELECT = """
            WITH candidate AS MATERIALIZED (
              SELECT w.id, w.words FROM post w
              WHERE w.words IS NOT NULL AND w.group_id = ANY (:groups::text[])
                AND (:wanted::tsquery IS NULL OR w.words @@ :wanted::tsquery)
                AND (:kind::text IS NULL OR coalesce(w.kind, 'REPLY') = :kind)
                AND (:country::text IS NULL OR split_part(w.id, '-', 1) = :country)
                AND (:author::text IS NULL OR w.author_id = :author)
                AND (:from::timestamptz IS NULL OR w.published_at >= :from::timestamptz)
                AND (:until::timestamptz IS NULL OR w.published_at < :until::timestamptz)
              ORDER BY w.published_at DESC, w.id DESC LIMIT %3$d),
            found AS MATERIALIZED (
              SELECT p.id, p.published_at, w.words
              FROM candidate w
              CROSS JOIN LATERAL (SELECT * FROM showable_post one WHERE one.id = w.id OFFSET 0) p
              JOIN participant reader ON reader.member_id = :reader AND reader.group_id = p.group_id
              LEFT JOIN LATERAL (SELECT tags FROM showable_post one
                                 WHERE one.id = p.thread_id AND one.group_id = p.group_id OFFSET 0) first ON true
              LEFT JOIN post begun ON begun.id = p.thread_id
              WHERE (:tag::text IS NULL OR EXISTS (SELECT FROM unnest(first.tags) t WHERE lower(t) = lower(:tag)))
                AND (%1$s) AND (%2$s)),
            ordered AS (
              SELECT id, published_at + interval '30 days' * ln(greatest(coalesce(
                       ts_rank_cd('{0.1, 0.2, 0.6, 1}', words, :wanted::tsquery, 1), 1), 0.0001)::float8) AS stands_at
              FROM found),
            page AS MATERIALIZED (
              SELECT id, stands_at FROM ordered
              WHERE (stands_at, id) < (coalesce(:at::timestamptz, 'infinity'), :after)
              ORDER BY stands_at DESC, id DESC LIMIT :limit)
            SELECT %4$s, page.stands_at, g.name AS group_name,
                   (SELECT first.title FROM showable_post first
                    WHERE first.id = p.thread_id AND first.group_id = p.group_id AND first.id <> p.id) AS thread_title
            FROM page
            JOIN showable_post p ON p.id = page.id
            LEFT JOIN profile author ON author.member_id = p.author_id
            LEFT JOIN group_name g ON g.group_id = p.group_id
            ORDER BY page.stands_at DESC, page.id DESC""".formatted(PostView.isForReader("p.author_id"),
            PostView.isForReader("coalesce(begun.author_id, '')"), RANKED, PostView.columnsWithText(LOOKED_AT));
    private static final String MARK = """
            SELECT ts_headline('pg_catalog.english', text.words, :wanted::tsquery,
                               'HighlightAll=true, StartSel=%s, StopSel=%s') AS marked
            FROM unnest(:texts::text[]) WITH ORDINALITY AS text(words, n) ORDER BY n"""
            .formatted(Marked.BEGIN, Marked.END);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    SearchPosts(@Posts Database database) {
        this.jdbc = database.client();
        this.transaction = database.transaction();
    }

    /** @param limit how many to read */
    List<Found> find(Wanted wanted, Filter filter, String readerId, @Nullable Cursor after, int limit) {
        return requireNonNull(
                transaction.execute(status -> findAtOnce(wanted, filter, readerId, after, limit)));
    }

    private List<Found> findAtOnce(Wanted wanted, Filter filter, String readerId, @Nullable Cursor after, int limit) {
        Queries queries = queries(wanted, filter, readerId);
        if (queries.groups().isEmpty()) {
            return List.of();
        }
        List<Row> rows = jdbc.sql(SELECT).param("reader", readerId)
                .param("groups", queries.groups().toArray(String[]::new))
                .param("wanted", queries.wanted()).param("kind", filter.kind()).param("country", filter.country())
                .param("author", filter.author()).param("tag", filter.tag()).param("from", text(filter.from()))
                .param("until", text(filter.until())).param("at", after == null ? null : after.at().toString())
                .param("after", after == null ? "" : after.id()).param("limit", limit)
                .query((row, i) -> {
                    PostView post = PostView.of(row);
                    return new Row(post.withoutBody(), row.getString("group_name"), row.getString("thread_title"),
                            post.body() == null ? "" : Markdown.text(post.body()),
                            row.getObject("stands_at", OffsetDateTime.class).toInstant());
                }).list();
        return marked(rows, queries.wanted());
    }

    /** Of what has no word in it nothing is found, unless nothing was asked for but filters. */
    private Queries queries(Wanted wanted, Filter filter, String readerId) {
        return jdbc.sql(QUERIES).param("clauses", column(wanted, Part::clause, Integer[]::new))
                .param("terms", column(wanted, Part::term, Integer[]::new))
                .param("without", column(wanted, Part::without, Boolean[]::new))
                .param("phrase", column(wanted, Part::phrase, Boolean[]::new))
                .param("synonym", column(wanted, Part::synonym, Boolean[]::new))
                .param("words", column(wanted, Part::words, String[]::new)).param("reader", readerId)
                .param("group", filter.group()).query((row, i) -> {
                    String words = row.getString("wanted");
                    String[] groups = (String[]) row.getArray("groups").getArray();
                    return new Queries(words, words == null && !wanted.isEmpty() ? List.of() : List.of(groups));
                }).single();
    }

    private static <T> T[] column(Wanted wanted, Function<Part, T> value,
            IntFunction<T[]> array) {
        return wanted.parts().stream().map(value).toArray(array);
    }

    private List<Found> marked(List<Row> rows, @Nullable String wanted) {
        List<Marked> texts = rows.stream().map(row -> new Marked(row.text())).toList();
        List<String> marked = rows.isEmpty() || wanted == null
                ? texts.stream().map(Marked::folded).toList()
                : jdbc.sql(MARK).param("wanted", wanted)
                        .param("texts", texts.stream().map(Marked::folded).toArray(String[]::new))
                        .query((row, i) -> String.valueOf(row.getString("marked")))
                        .list();
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            found.add(new Found(row.post(), row.group(), row.threadTitle(), texts.get(i).extract(marked.get(i)),
                    row.standsAt()));
        }
        return found;
    }

    /** Before the epoch nothing was written, and PostgreSQL knows no year 0. */
    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : (time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time).toString();
    }
}
