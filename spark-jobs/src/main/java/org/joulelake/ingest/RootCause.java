package org.joulelake.ingest;

/** The first cause of a failure: Spark and Kafka wrap it in sentences that tell a user nothing. */
final class RootCause {

    private RootCause() {}

    /** What the first cause says, or its name where it says nothing. */
    static String message(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
