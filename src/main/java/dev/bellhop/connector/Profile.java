package dev.bellhop.connector;

/**
 * Who is behind the connector, for makers and for a reviewer.
 *
 * @param title of at most 30 characters
 * @param stackOwner the company that owns the service
 * @param privacyPolicy a URL
 */
public record Profile(
        String title,
        String publisher,
        String stackOwner,
        String contactName,
        String contactEmail,
        String website,
        String privacyPolicy) {}
