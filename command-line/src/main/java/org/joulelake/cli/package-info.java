/** What all commands share: settings from file and environment, one-line errors, exit codes. */
package org.joulelake.cli;
