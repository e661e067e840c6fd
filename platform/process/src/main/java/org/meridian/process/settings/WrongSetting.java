package org.meridian.process.settings;

/** A setting that is missing or wrong: one sentence that names it and says what it takes. */
public final class WrongSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public WrongSetting(String sentence) {
        super(sentence);
    }
}
