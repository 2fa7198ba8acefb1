/** The {@code joulelake} command and its subcommands that need no cluster. */
package org.joulelake.local;
