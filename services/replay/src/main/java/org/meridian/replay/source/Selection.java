package org.meridian.replay.source;

import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.facts.Column;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.schemas.Topics;

/**
 * Which facts are wanted. An empty set stands for all.
 *
 * @param topics    topics by name ({@code uk.shared.posts}) or by base ({@code shared.posts}, of every country)
 * @param countries aliases of the countries that wrote the facts
 * @param groups    ids of groups, or their pseudonyms under the key that is used; facts of no group are then left out
 * @param types     names of record types, with or without their name space
 * @param from      the earliest time of a fact, inclusive; null for the beginning
 * @param until     the latest time of a fact, exclusive; null for what the node held when the replay began
 */
public record Selection(SortedSet<String> topics, SortedSet<String> countries, SortedSet<String> groups,
        SortedSet<String> types, @Nullable Instant from, @Nullable Instant until) {

    public static Selection everything() {
        return new Selection(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), null, null);
    }

    /** @throws ReplayProblem for a type that is no type of facts, or when nothing can lie between the times */
    public void check() {
        for (String type : types) {
            if (Column.facts().stream().noneMatch(schema -> isNamed(schema, type))) {
                throw new ReplayProblem("There are no facts of a type " + type + "; there are: "
                        + String.join(", ", Column.facts().stream().map(Schema::getName).toList()) + ".");
            }
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new ReplayProblem("Nothing lies between " + from + " and " + until + ": give a later end.");
        }
    }

    private static boolean isNamed(Schema schema, String type) {
        return schema.getFullName().equals(type) || schema.getName().equals(type);
    }

    boolean wantsType(String fullName) {
        return types.isEmpty() || types.contains(fullName)
                || types.contains(fullName.substring(fullName.lastIndexOf('.') + 1));
    }

    boolean wantsTopic(Topics.Place place) {
        return topics.isEmpty() || topics.contains(place.name()) || topics.contains(place.base())
                || topics.contains(place.topic());
    }

    boolean wantsCountry(String country) {
        return countries.isEmpty() || countries.contains(country);
    }

    boolean wantsTime(long micros) {
        return (from == null || micros >= micros(from)) && (until == null || micros < micros(until));
    }

    public Selection with(Set<String> otherGroups) {
        return new Selection(topics, countries, new TreeSet<>(otherGroups), types, from, until);
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }
}
