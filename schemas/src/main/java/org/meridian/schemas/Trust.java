package org.meridian.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/** Lets Avro read the generated classes: from 1.12.2 it refuses every class that nobody vouched for. */
public final class Trust {
    private static final String GENERATED = "org.meridian.events.";

    static {
        ClassSecurityValidator.setGlobal(ofGeneratedClasses(ClassSecurityValidator.getGlobal()));
    }

    private Trust() {}

    /** Adds to what the process already trusts, once; loading {@link SchemaLock} does it too. */
    public static void generatedClasses() {
        // The work is in the static initialiser, which runs once.
    }

    static ClassSecurityPredicate ofGeneratedClasses(ClassSecurityPredicate before) {
        return ClassSecurityValidator.composite(before, type -> type.getName().startsWith(GENERATED));
    }
}
