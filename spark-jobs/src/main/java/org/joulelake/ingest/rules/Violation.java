package org.joulelake.ingest.rules;

/**
 * A block breaks a rule.
 *
 * @param rule name of the rule: its line in the rule file
 * @param detail what the rule allows and what the block has
 */
public record Violation(String rule, String detail) {}
