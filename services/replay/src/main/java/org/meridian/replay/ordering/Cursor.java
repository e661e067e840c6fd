package org.meridian.replay.ordering;

/** Goes through sorted entries; the fields are of the entry at which it is, and hold until it goes on. */
public abstract class Cursor {

    public byte[] bytes = new byte[0];
    public int offset;
    public int length;
    /** Microseconds since 1970. */
    public long time;
    public int place;

    /** Goes to the next entry; false when there is none. */
    public abstract boolean next();

    final int compareTo(Cursor other, TieBreak ties) {
        if (time != other.time) {
            return time < other.time ? -1 : 1;
        }
        if (place != other.place) {
            return place < other.place ? -1 : 1;
        }
        return ties.compare(bytes, offset, length, other.bytes, other.offset, other.length);
    }
}
