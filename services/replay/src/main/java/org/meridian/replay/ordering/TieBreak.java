package org.meridian.replay.ordering;

/** The order of entries with the same time and place, by their bytes. */
@FunctionalInterface
public interface TieBreak {

    int compare(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength);
}
