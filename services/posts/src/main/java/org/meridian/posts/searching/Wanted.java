package org.meridian.posts.searching;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meridian.posts.synonyms.Synonyms;
import org.meridian.text.SearchText;

/**
 * What somebody looks for: words that all have to be there, {@code "phrases"}, {@code -without} and {@code or}, as
 * PostgreSQL's {@code websearch_to_tsquery} has them. What the countries have other words for is found by those, too; a phrase and
 * what is left out are taken as they stand.
 */
record Wanted(List<Part> parts) {

    /**
     * One of the ways in which a term is written; those of the same term are alternatives.
     *
     * @param clause  those of one clause have to be there, of one clause at least
     * @param synonym not what was typed
     */
    record Part(int clause, int term, boolean without, boolean phrase, boolean synonym, String words) {}

    private static final Pattern TERM = Pattern.compile("(-?)\"([^\"]*)\"?|(\\S+)");

    static Wanted of(String typed, Synonyms synonyms) {
        return new Reading(synonyms).read(typed);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    private static final class Reading {

        private final Synonyms synonyms;
        private final List<Part> parts = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private int clause;
        private int term;

        private Reading(Synonyms synonyms) {
            this.synonyms = synonyms;
        }

        Wanted read(String typed) {
            Matcher found = TERM.matcher(typed);
            while (found.find()) {
                if (found.group(2) != null) {
                    endWords();
                    add(!found.group(1).isEmpty(), true, false, found.group(2));
                    term++;
                } else {
                    word(found.group(3));
                }
            }
            endWords();
            return new Wanted(List.copyOf(parts));
        }

        private void word(String word) {
            if (word.equalsIgnoreCase("or")) {
                endWords();
                clause++;
            } else if (word.length() > 1 && word.startsWith("-")) {
                endWords();
                add(true, true, false, word.substring(1));
                term++;
            } else {
                words.addAll(SearchText.words(word));
            }
        }

        /** Synonyms are of words that follow each other. */
        private void endWords() {
            for (int i = 0; i < words.size();) {
                Synonyms.Match match = synonyms.longest(words.subList(i, words.size()));
                int taken = Math.max(1, match.words());
                add(false, false, false, String.join(" ", words.subList(i, i + taken)));
                match.phrases().forEach(it -> add(false, true, true, it));
                term++;
                i += taken;
            }
            words.clear();
        }

        private void add(boolean without, boolean phrase, boolean synonym, String text) {
            parts.add(new Part(clause, term, without, phrase, synonym, text));
        }
    }
}
