package org.joulelake.block;

/** A component of a header has a value that it must not have. Names the component, so that a reader can say where. */
final class HeaderFieldException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /** The component, and what about it is wrong in words that follow its name. */
    HeaderFieldException(String field, String complaint) {
        super(field + " " + complaint);
        this.field = field;
    }

    /** Name of the record component. */
    String field() {
        return field;
    }
}
