package dev.bellhop.access.token;

import java.util.List;

/**
 * Who makes the tokens that are accepted.
 *
 * @param url without a trailing slash
 * @param audiences values of {@code aud}, one of which a token must have
 * @param claims what the tokens allow
 */
public record Issuer(String url, List<String> audiences, TokenClaims claims) {}
