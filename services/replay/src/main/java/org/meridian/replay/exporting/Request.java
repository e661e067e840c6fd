package org.meridian.replay.exporting;

import org.meridian.replay.source.Selection;

/**
 * What was asked for, as manifest and checkpoint keep it: groups by their pseudonyms.
 *
 * @param withContent whether what people wrote is in a file of its own
 */
public record Request(Selection selection, Format format, boolean withContent) {}
