package org.joulelake.edge.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A real disk on which one chosen operation goes wrong: it fails, or the process dies in the midst of it. It knows what
 * a loss of power at that moment may leave: names up to the last force of the directory and perhaps some changes after
 * it, in their order; bytes up to the last force of their file and perhaps some after it.
 */
final class FaultyDisk implements Disk {

    /** The process is gone: no operation does anything any longer. */
    static final class Died extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** What happens at the chosen operation. */
    enum Fault {
        FAIL,
        DIE
    }

    private final Disk real = new RealDisk();
    private final Fault fault;
    private final long faultyOperation;
    private final Random random;
    private final Map<Path, Content> names = new HashMap<>();
    private final Map<Path, Content> forcedNames = new HashMap<>();
    private final List<Runnable> unforcedChanges = new ArrayList<>();
    private long operations;
    private boolean dead;

    FaultyDisk(Fault fault, long faultyOperation, long seed) {
        this.fault = fault;
        this.faultyOperation = faultyOperation;
        random = new Random(seed);
    }

    /** Operations so far. */
    long operations() {
        return operations;
    }

    /** Writes what the death of the process leaves. */
    void leaveAfterDeath(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<Path, Content> name : names.entrySet()) {
            Files.write(
                    directory.resolve(name.getKey().getFileName()),
                    name.getValue().bytes.toByteArray());
        }
    }

    /** Writes something that a loss of power may leave. */
    void leaveAfterPowerLoss(Path directory) throws IOException {
        Files.createDirectories(directory);
        int kept = random.nextInt(unforcedChanges.size() + 1);
        unforcedChanges.subList(0, kept).forEach(Runnable::run);
        for (Map.Entry<Path, Content> name : forcedNames.entrySet()) {
            Files.write(
                    directory.resolve(name.getKey().getFileName()),
                    name.getValue().afterPowerLoss(random));
        }
    }

    @Override
    public OpenFile create(Path file) throws IOException {
        operate(() -> {});
        OpenFile open = real.create(file);
        Content content = names.computeIfAbsent(file, name -> new Content());
        content.bytes.reset();
        change(() -> forcedNames.put(file, content));
        return new FaultyFile(open, content, file.getParent());
    }

    @Override
    public void cut(Path file, long length) throws IOException {
        operate(() -> {});
        real.cut(file, length);
        names.get(file).cutTo(length);
        names.get(file).force();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        operate(() -> {});
        real.rename(from, to);
        names.put(to, names.remove(from));
        change(() -> forcedNames.put(to, forcedNames.remove(from)));
    }

    @Override
    public void delete(Path file) throws IOException {
        operate(() -> {});
        real.delete(file);
        names.remove(file);
        change(() -> forcedNames.remove(file));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        operate(() -> {});
        real.forceDirectory(directory);
        unforcedChanges.forEach(Runnable::run);
        unforcedChanges.clear();
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return real.usableBytes(directory);
    }

    private void change(Runnable toForcedNames) {
        unforcedChanges.add(toForcedNames);
    }

    /** Counts an operation; the chosen one does only a part of its work. */
    private void operate(PartialWork part) throws IOException {
        if (dead) {
            throw new Died();
        }
        operations++;
        if (operations != faultyOperation) {
            return;
        }
        part.run();
        if (fault == Fault.DIE) {
            dead = true;
            throw new Died();
        }
        throw new IOException("the disk is angry");
    }

    private interface PartialWork {
        void run() throws IOException;
    }

    /** The bytes of a file, whatever its name. */
    private static final class Content {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private byte[] forced = new byte[0];

        void cutTo(long length) {
            byte[] all = bytes.toByteArray();
            bytes.reset();
            bytes.write(all, 0, (int) length);
        }

        void force() {
            forced = bytes.toByteArray();
        }

        byte[] afterPowerLoss(Random random) {
            byte[] all = bytes.toByteArray();
            if (all.length <= forced.length) {
                return random.nextBoolean() ? forced : all;
            }
            ByteArrayOutputStream left = new ByteArrayOutputStream();
            left.writeBytes(forced);
            int kept = random.nextInt(all.length - forced.length + 1);
            left.write(all, forced.length, kept);
            left.writeBytes(new byte[random.nextBoolean() ? all.length - forced.length - kept : 0]);
            return left.toByteArray();
        }
    }

    private final class FaultyFile implements OpenFile {

        private final OpenFile open;
        private final Content content;
        private final Path directory;
        private boolean named;

        FaultyFile(OpenFile open, Content content, Path directory) {
            this.open = open;
            this.content = content;
            this.directory = directory;
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            operate(() -> appendAll(java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length))));
            appendAll(bytes);
        }

        private void appendAll(byte[] bytes) throws IOException {
            open.append(bytes);
            content.bytes.writeBytes(bytes);
        }

        @Override
        public void cutTo(long offset) throws IOException {
            operate(() -> {});
            open.cutTo(offset);
            content.cutTo(offset);
        }

        @Override
        public void force() throws IOException {
            operate(() -> {});
            open.force();
            content.force();
            if (!named) {
                forceDirectory(directory);
                named = true;
            }
        }

        @Override
        public void close() throws IOException {
            open.close();
        }
    }
}
