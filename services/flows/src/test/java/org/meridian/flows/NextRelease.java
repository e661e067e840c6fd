package org.meridian.flows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.schemas.SchemaLock;

/**
 * The release after this one: the same program with one more record type in its schemas, added as a developer adds one (a
 * generated class, a frozen text, a line in the lock, an entry in RecordType), compiled, and put into the library folder.
 */
record NextRelease(Release release, int schemaId, Schema schema) {

    private static final String MODEL = "PostWithdrawn";
    private static final String NAME = "PostHighlighted";
    private static final Path SCHEMAS = Release.ROOT.resolve("schemas");

    static NextRelease of(Release current) throws IOException {
        Path folder = Release.TARGET.resolve("next-release");
        Path classes = Release.TARGET.resolve("next-schemas");
        Release.deleteRecursively(folder);
        Release.deleteRecursively(classes);
        Release.run(List.of("cp", "-a", current.folder().toString(), folder.toString()));
        var next = new Release(folder);
        Path jar = next.library("schemas-*.jar");
        Files.createDirectories(classes);
        Release.run(List.of("sh", "-c", "cd " + classes + " && " + Release.tool("jar") + " --extract --file " + jar));

        String text = lockedText(classes).replace(MODEL, NAME);
        int id = SchemaLock.onClassPath().schemas().lastKey() + 1;
        Files.writeString(classes.resolve("META-INF/meridian/" + fullName() + ".v1.avsc"), text);
        Files.writeString(classes.resolve("META-INF/meridian/schemas.lock"),
                "%d 1 %s shared.posts-%s%n".formatted(id, sha256(text), fullName()), StandardOpenOption.APPEND);
        compile(next, classes);
        Release.run(List.of(Release.tool("jar"), "--create", "--file", jar.toString(), "-C", classes.toString(), "."));
        return new NextRelease(next, id, new Schema.Parser().parse(text));
    }

    private static String lockedText(Path classes) throws IOException {
        return Files.readString(
                classes.resolve("META-INF/meridian/" + PostWithdrawn.class.getName() + ".v1.avsc"));
    }

    private static String fullName() {
        return PostWithdrawn.class.getPackageName() + "." + NAME;
    }

    private static void compile(Release next, Path classes) throws IOException {
        Path sources = Files.createDirectories(Release.TARGET.resolve("next-sources"));
        Path record = sources.resolve(NAME + ".java");
        Files.writeString(record, Files.readString(SCHEMAS.resolve("target/generated-sources/avro")
                .resolve(PostWithdrawn.class.getName().replace('.', '/') + ".java")).replace(MODEL, NAME));
        Path types = sources.resolve("RecordType.java");
        String known = Files.readString(SCHEMAS.resolve("src/main/java/org/meridian/schemas/RecordType.java"));
        Files.writeString(types, known.replace("POST_WITHDRAWN(", "POST_HIGHLIGHTED(" + fullName()
                + ".class, Service.POSTS, in(SHARED_POSTS).speaksFor(\"actorId\").ofGroup(\"groupId\")), POST_WITHDRAWN("));
        Release.run(List.of(Release.tool("javac"), "-nowarn", "-proc:none", "-d", classes.toString(), "-cp",
                classes + ":" + next.folder() + "/lib/*", record.toString(), types.toString()));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
