package org.meridian.notifications.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What a digest consists of: the items that it lists, in their order, and what it counts instead. */
record Selection(List<Listed> items, Counted counted) {

    static final Selection NOTHING = new Selection(List.of(), new Counted(List.of(), List.of()));

    record Listed(Section section, String itemId) {

        @Override
        public String toString() {
            return section + ":" + itemId;
        }

        static Listed parse(String text) {
            int colon = text.indexOf(':');
            return new Listed(Section.valueOf(text.substring(0, colon)), text.substring(colon + 1));
        }
    }

    /** @param threads for each listed item that stands for a thread with replies, how many there were in the window */
    record Counted(List<Group> groups, List<Thread> threads) {

        /**
         * What is not listed of a group.
         *
         * @param more    what there was no place for
         * @param earlier what was written before the reader joined, or came with a country's first synchronisation
         */
        record Group(String groupId, int more, int earlier) {}

        record Thread(String itemId, int replies, int people, int countries) {}

        String json() {
            return JsonMapper.shared().writeValueAsString(this);
        }

        static Counted parse(String json) {
            return JsonMapper.shared().readValue(json, Counted.class);
        }
    }

    boolean isEmpty() {
        return items.isEmpty() && counted.groups().isEmpty();
    }

    /** As {@code digest.items} holds them, between spaces. */
    String spaced() {
        return items.stream().map(Listed::toString).collect(Collectors.joining(" "));
    }

    /** SHA-256 of the items in their order, one a line. */
    String hash() {
        return Hash.hex(items.stream().map(Listed::toString).collect(Collectors.joining("\n")));
    }

    static List<Listed> items(String[] texts) {
        return Stream.of(texts).map(Listed::parse).collect(Collectors.toCollection(ArrayList::new));
    }
}
