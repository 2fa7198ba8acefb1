package org.joulelake.ingest;

/** Is told of each batch after its commit; called by the thread that runs the stream. */
@FunctionalInterface
public interface BatchListener {

    /** A batch is in the lake and can be queried. */
    void committed(BatchReport report);

    /** Tells both. */
    default BatchListener and(BatchListener next) {
        return report -> {
            committed(report);
            next.committed(report);
        };
    }
}
