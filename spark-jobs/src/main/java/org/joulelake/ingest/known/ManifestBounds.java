package org.joulelake.ingest.known;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.joulelake.catalog.BlocksTable;

/**
 * The bounds of the files that manifests name. A manifest never changes, so what was read of it is kept in the process:
 * where sessions are short, each batch asks again, and only the manifests of the commits since are new.
 */
final class ManifestBounds {

    /** Files that are kept; each takes about 300 bytes. */
    private static final int MAX_FILES = 200_000;

    private static final ManifestBounds OF_THIS_PROCESS = new ManifestBounds(MAX_FILES);

    private final int maxFiles;
    private final Map<String, List<FileBounds>> manifests = new LinkedHashMap<>(16, 0.75f, true);
    private int files;

    ManifestBounds(int maxFiles) {
        this.maxFiles = maxFiles;
    }

    /** The one that all tasks share. */
    static ManifestBounds ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** The bounds of all files that a manifest of a table names. */
    List<FileBounds> of(Table blocks, ManifestFile manifest) {
        List<FileBounds> known = get(manifest.path());
        if (known == null) {
            known = read(blocks, manifest);
            put(manifest.path(), known);
        }
        return known;
    }

    /** Files that are remembered. */
    synchronized int size() {
        return files;
    }

    private synchronized List<FileBounds> get(String path) {
        return manifests.get(path);
    }

    private synchronized void put(String path, List<FileBounds> bounds) {
        List<FileBounds> before = manifests.put(path, bounds);
        files += bounds.size() - (before == null ? 0 : before.size());
        while (files > maxFiles) {
            String eldest = manifests.keySet().iterator().next();
            files -= manifests.remove(eldest).size();
        }
    }

    private static List<FileBounds> read(Table blocks, ManifestFile manifest) {
        int device = blocks.schema().findField(BlocksTable.DEVICE).fieldId();
        int session = blocks.schema().findField(BlocksTable.SESSION).fieldId();
        List<FileBounds> bounds = new ArrayList<>();
        try (ManifestReader<DataFile> files = ManifestFiles.read(manifest, blocks.io(), blocks.specs())) {
            for (DataFile file : files) {
                bounds.add(FileBounds.of(file, device, session));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest.path(), e);
        }
        return List.copyOf(bounds);
    }
}
