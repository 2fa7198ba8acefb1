package org.joulelake.ingest;

import java.util.Optional;

import org.joulelake.ingest.rules.Violation;

/** A record does not become a row of {@code power.blocks}; it goes to {@code power.quarantine}. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** A reason for programs and a detail for people. */
    RefusedException(String reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    static void throwIf(Optional<Violation> violation) throws RefusedException {
        if (violation.isPresent()) {
            throw new RefusedException(violation.get().rule(), violation.get().detail());
        }
    }

    String reason() {
        return reason;
    }
}
