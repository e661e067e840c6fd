package org.meridian.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/** Lets Avro read the generated classes: from 1.12.2 it refuses every class that nobody vouched for. */
public final class Trust {
    private static final String GENERATED = "org.meridian.events.";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(),
                type -> type.getName().startsWith(GENERATED)));
    }

    private Trust() {}

    /** Adds to what the process already trusts, once; loading {@link SchemaLock} does it too. */
    public static void generatedClasses() {
        // The work is in the static initialiser, which runs once.
    }
}
