package org.meridian.replay.facts;

import org.meridian.schemas.Rules;

/**
 * What all facts of a type have in common that one country wrote to one topic.
 *
 * @param number   tells the sources of one replay apart, from 0
 * @param schemaId of the writer's schema
 * @param country the writer's alias
 * @param topic   without the prefix of a mirrored one
 * @param service the writing service
 * @param rules   by which they are judged
 */
public record FactSource(int number, int schemaId, String country, String topic, String service, Layout layout,
        Rules rules) {

    static FactSource of(int number, int schemaId, String country, String topic, Layout layout) {
        return new FactSource(number, schemaId, country, topic, layout.type().owner().text(), layout,
                layout.type().rules(topic, country));
    }

    public String type() {
        return layout.type().fullName();
    }

    /** Whether its facts have something in a column. */
    public boolean shows(Column column) {
        return layout.shows(column);
    }

    /** The type without its name space. */
    public String shortType() {
        String type = layout.type().fullName();
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
