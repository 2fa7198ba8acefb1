/**
 * The block: a run of consecutive samples of one signal, and the only form in which samples travel.
 *
 * <p>Everything that knows a byte offset of the format is in this package; the specification is {@code
 * docs/block-format.md}.
 */
package org.joulelake.block;
