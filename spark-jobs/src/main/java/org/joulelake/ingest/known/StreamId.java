package org.joulelake.ingest.known;

import java.io.Serializable;

import org.joulelake.block.SampleStream;

/**
 * What tells one stream from all others; with a sequence it is the identity of a block.
 *
 * @param device name of the instrument
 * @param session UUID of the capture, as in the table
 * @param signal name of the signal
 */
public record StreamId(String device, String session, String signal) implements Serializable {

    /** The id of a stream. */
    public static StreamId of(SampleStream stream) {
        return new StreamId(stream.device(), stream.session().toString(), stream.signal());
    }

    @Override
    public String toString() {
        return signal + " of " + device + ", session " + session;
    }
}
