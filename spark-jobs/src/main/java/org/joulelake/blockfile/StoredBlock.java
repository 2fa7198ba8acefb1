package org.joulelake.blockfile;

import org.apache.iceberg.data.Record;

/**
 * A row as it was read.
 *
 * @param columns all columns but the samples
 * @param samples its samples
 */
public record StoredBlock(Record columns, float[] samples) {}
