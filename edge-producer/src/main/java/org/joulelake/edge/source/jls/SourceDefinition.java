package org.joulelake.edge.source.jls;

/**
 * A source, that is an instrument, of a recording.
 *
 * @param id its number in the file
 * @param name such as {@code JS220-002557}; may be empty
 */
record SourceDefinition(int id, String name) {}
