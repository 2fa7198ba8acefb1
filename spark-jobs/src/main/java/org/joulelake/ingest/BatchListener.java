package org.joulelake.ingest;

import java.util.Map;

import org.joulelake.ingest.known.KnownBlocks;
import org.joulelake.ingest.known.StreamId;

/** Is told of each batch after its commit; called by the thread that runs the stream. */
@FunctionalInterface
public interface BatchListener {

    /** A batch is in the lake and can be queried. */
    void committed(BatchReport report);

    /** A stream begins on a lake that has these blocks of live streams. */
    default void started(Map<StreamId, KnownBlocks> streams) {}

    /**
     * Records were deleted from the topic before the lake had read them.
     *
     * @param fromOffset of the first of them
     * @param toOffset after the last of them
     */
    default void lost(String topic, int partition, long fromOffset, long toOffset) {}

    /** Tells both. */
    default BatchListener and(BatchListener next) {
        BatchListener first = this;
        return new BatchListener() {
            @Override
            public void committed(BatchReport report) {
                first.committed(report);
                next.committed(report);
            }

            @Override
            public void started(Map<StreamId, KnownBlocks> streams) {
                first.started(streams);
                next.started(streams);
            }

            @Override
            public void lost(String topic, int partition, long fromOffset, long toOffset) {
                first.lost(topic, partition, fromOffset, toOffset);
                next.lost(topic, partition, fromOffset, toOffset);
            }
        };
    }
}
