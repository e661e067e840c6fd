package org.meridian.replay.keeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of all exports. Each has one in it, by its id: {@code state.json}, the key of its pseudonyms in {@code keys}, and
 * what is handed out in {@code export}. One process has it at a time, whose lock goes with it however it ends.
 */
final class ReplayFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayFolder.class);
    private static final String STATE = "state.json";
    private static final String LOCK = "lock";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private @Nullable FileChannel lock;

    ReplayFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes the folder for this process, until it is released.
     *
     * @return false while another process has it
     * @throws IOException when nobody can write there
     */
    boolean take() throws IOException {
        makePrivate(folder);
        FileChannel opened = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (isLocked(opened)) {
            lock = opened;
            return true;
        }
        opened.close();
        return false;
    }

    private static boolean isLocked(FileChannel opened) throws IOException {
        try {
            return opened.tryLock() != null;
        } catch (OverlappingFileLockException withinThisProcess) {
            return false;
        }
    }

    void release() {
        FileChannel held = lock;
        lock = null;
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            LOG.warn("The lock of {} cannot be given back before this process ends: {}", folder, e.getMessage());
        }
    }

    /**
     * What earlier processes have left, oldest first. An export whose state is missing or says nothing is deleted; what is none,
     * by its name, is somebody else's.
     */
    List<Kept> load() {
        List<Kept> found = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path one : inside.filter(ReplayFolder::isExport).toList()) {
                read(one).ifPresentOrElse(found::add, () -> deleteAll(one));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Comparator.comparing(Kept::askedAt));
        return found;
    }

    private static boolean isExport(Path one) {
        return ID.matcher(String.valueOf(one.getFileName())).matches();
    }

    private static Optional<Kept> read(Path one) throws IOException {
        try {
            Kept kept = JSON.readValue(Files.readString(one.resolve(STATE)), Kept.class);
            return Optional.of(kept).filter(it -> it.id().equals(String.valueOf(one.getFileName())));
        } catch (NoSuchFileException | JacksonException e) {
            LOG.warn("The export in {} cannot be read and is deleted: {}", one, e.getMessage());
            return Optional.empty();
        }
    }

    /** In one step: whoever reads finds either the old state or the whole new one. */
    void save(Kept kept) {
        Path own = folder.resolve(kept.id());
        Path state = own.resolve(STATE);
        try {
            makePrivate(own);
            Path unfinished = own.resolve(STATE + ".new");
            Files.writeString(unfinished, JSON.writeValueAsString(kept));
            Files.move(unfinished, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        Files.createDirectories(directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    Path export(String id) {
        return folder.resolve(id).resolve("export");
    }

    Path keys(String id) {
        return folder.resolve(id).resolve("keys");
    }

    void delete(String id) {
        deleteAll(folder.resolve(id));
    }

    /** Of a failed export only the state stays. */
    void deleteFiles(String id) {
        deleteAll(export(id));
        deleteAll(keys(id));
    }

    private static void deleteAll(Path path) {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted, trying again at the next start: {}", path, e.getMessage());
        }
    }

    /** What all of them take. */
    long bytes() {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.mapToLong(ReplayFolder::size).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // something was deleted meanwhile; the next look counts again
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
