package org.joulelake.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

import org.joulelake.edge.session.OpenSession;
import org.joulelake.edge.session.SessionLog;
import org.joulelake.edge.source.Source;

/**
 * Chooses the session of a source: a recording that was cut off goes on in its session where the spool has accepted no
 * more of it; an instrument begins a new one, as it measured on when nobody read.
 */
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final SessionLog log;
    private final boolean alwaysNew;

    /** @param alwaysNew whether recordings begin again, too */
    Sessions(SessionLog log, boolean alwaysNew) {
        this.log = log;
        this.alwaysNew = alwaysNew;
    }

    /** The session whose blocks come next from this source. */
    OpenSession of(OpenSource open) {
        Source source = open.source();
        Optional<String> recording = source.recording();
        if (recording.isEmpty()) {
            log.endCutOff(source.device()).forEach(Sessions::tellCutOff);
        } else if (!alwaysNew) {
            Optional<OpenSession> resumed = log.resume(source.device(), open.algorithm(), recording.get());
            if (resumed.isPresent()) {
                LOG.info(
                        "Session {} of {} goes on: it was cut off at sample {}",
                        resumed.get().id(),
                        source.device(),
                        resumed.get().endSample());
                return resumed.get();
            }
        }
        return log.begin(source.device(), open.algorithm(), recording);
    }

    private static void tellCutOff(OpenSession session) {
        LOG.warn(
                "Session {} of {} was cut off at sample {}; what the device measured since then is lost, a new session"
                        + " begins",
                session.id(),
                session.device(),
                session.endSample());
    }
}
