package org.meridian.node.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.meridian.node.startup.StartupChecks;
import org.meridian.process.startup.StartupProblem;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once from the archive on the class path; complete as soon as they are there. */
final class Binaries {
    private Binaries() {}

    /** @return the unpacked directory, with {@code bin/postgres} and {@code bin/initdb} in it */
    static Path unpack(Path home) {
        var archive = archive();
        try {
            var target = home.resolve("bin-" + checksum(archive));
            if (!Files.exists(target)) {
                var unfinished = home.resolve("bin.unfinished");
                FileSystemUtils.deleteRecursively(unfinished);
                extract(archive, Files.createDirectories(unfinished));
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return target;
        } catch (IOException e) {
            throw StartupChecks.unwritable(home, e);
        }
    }

    private static URL archive() {
        var machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        var archive = Binaries.class.getResource("/postgres-linux-" + machine + ".txz");
        if (archive == null) {
            throw new StartupProblem(
                    "There is no embedded PostgreSQL for this machine (" + System.getProperty("os.arch")
                            + "): run the node on Linux, x86-64 or ARM-64.");
        }
        return archive;
    }

    private static String checksum(URL archive) throws IOException {
        try (var in = new CheckedInputStream(archive.openStream(), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().toHexDigits((int) in.getChecksum().getValue());
        }
    }

    private static void extract(URL archive, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, into.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (!entry.getName().endsWith(".a")) {
            Files.createDirectories(file.getParent());
            Files.copy(content, file);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(file,
                    PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
