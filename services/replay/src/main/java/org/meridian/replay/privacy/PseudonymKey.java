package org.meridian.replay.privacy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.meridian.replay.problem.ReplayProblem;

/** The secret from which pseudonyms are made: 256 bits. Whoever has it and an id can make the id's pseudonym. */
public final class PseudonymKey {

    private static final int BYTES = 32;
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{64}");

    private final byte[] bytes;

    private PseudonymKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static PseudonymKey fresh() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new PseudonymKey(bytes);
    }

    /**
     * The key in a file, 64 hexadecimal digits; it is made, readable by its owner only, when there is none.
     *
     * @throws ReplayProblem when the file holds something else, or cannot be read or written
     */
    public static PseudonymKey in(Path file) {
        try {
            if (!Files.exists(file)) {
                fresh().writeTo(file);
            }
            String text = Files.readString(file).strip();
            if (!TEXT.matcher(text).matches()) {
                throw new ReplayProblem(file + " holds no key of 64 hexadecimal digits: name another file, or one that"
                        + " does not exist, and a key is made in it.");
            }
            return new PseudonymKey(HexFormat.of().parseHex(text));
        } catch (IOException e) {
            throw new ReplayProblem("The key in " + file + " cannot be read or made (" + e + ").", e);
        }
    }

    /** Keeps the key for continuing and verifying, in a folder that is no part of any export. */
    public void keepIn(Path folder) {
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            Path file = folder.resolve(fingerprint());
            if (!Files.exists(file)) {
                writeTo(file);
            }
        } catch (IOException e) {
            throw new ReplayProblem("The pseudonym key cannot be kept in " + folder + " (" + e
                    + "): give the right to write there, or name a key file with --key.", e);
        }
    }

    /** Identifies the key without disclosing it: the start of the HMAC of a fixed text. */
    public String fingerprint() {
        byte[] text = "meridian replay key".getBytes(StandardCharsets.UTF_8);
        byte[] tag = new byte[Hmac.BYTES];
        hmac().of(new byte[0], text, 0, text.length, tag);
        return HexFormat.of().formatHex(tag, 0, 8);
    }

    Hmac hmac() {
        return new Hmac(bytes);
    }

    private void writeTo(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, HexFormat.of().formatHex(bytes) + "\n");
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            Files.delete(unfinished); // somebody else was faster, and theirs holds
        }
    }
}
