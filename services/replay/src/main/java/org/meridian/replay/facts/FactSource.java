package org.meridian.replay.facts;

/**
 * What all facts of a type have in common that one country wrote to one topic.
 *
 * @param number   tells the sources of one replay apart, from 0
 * @param schemaId of the writer's schema
 * @param country the writer's alias
 * @param topic   without the prefix of a mirrored one
 * @param service the writing service
 */
public record FactSource(int number, int schemaId, String country, String topic, String service, Layout layout) {

    static FactSource of(int number, int schemaId, String country, String topic, Layout layout) {
        return new FactSource(number, schemaId, country, topic, layout.type().owner().text(), layout);
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
