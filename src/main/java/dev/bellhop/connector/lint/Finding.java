package dev.bellhop.connector.lint;

/**
 * A place where a definition breaks a rule.
 *
 * @param where JSON pointer (RFC 6901); empty for the whole file
 * @param what is wrong there
 */
public record Finding(Rule rule, String where, String what) {}
