package org.joulelake.edge.source.joulescope.driver;

/** Is told the values of a topic. */
@FunctionalInterface
public interface TopicListener {

    /** A value came. Called by the driver's thread, which serves all devices: copy, and return at once. */
    void valueCame(TopicValue value);
}
