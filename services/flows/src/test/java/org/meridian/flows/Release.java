package org.meridian.flows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** A node's program as an operator installs it: a folder with the boot jar, extracted, and its libraries. */
record Release(Path folder) {

    static final Path ROOT = Path.of(System.getProperty("meridian.root", "../..")).toAbsolutePath().normalize();
    static final Path TARGET = ROOT.resolve("services/flows/target");

    /** A program of the JDK that runs the stories. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** What this build has packaged; unpacked once, for all stories. */
    static Release ofThisBuild() {
        return OfThisBuild.RELEASE;
    }

    private static final class OfThisBuild {
        static final Release RELEASE = unpacked();
    }

    private static Release unpacked() {
        try (var jars = Files.newDirectoryStream(ROOT.resolve("services/node/target"), "node-*-boot.jar")) {
            Path jar = jars.iterator().next();
            Path folder = TARGET.resolve("release");
            deleteRecursively(folder);
            run(List.of(tool("java"), "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination",
                    folder.toString()));
            return new Release(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path jar() {
        return only(folder, "node-*-boot.jar");
    }

    Path library(String glob) {
        return only(folder.resolve("lib"), glob);
    }

    private static Path only(Path folder, String glob) {
        try (var found = Files.newDirectoryStream(folder, glob)) {
            return found.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with its output unless the command succeeds. */
    static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void deleteRecursively(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited,
                    java.io.@org.jspecify.annotations.Nullable IOException failure)
                    throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
