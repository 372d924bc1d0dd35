package io.webhookisolation.model;

/**
 * Where a file has room for another entry in a map of labels.
 *
 * @param line counted from 1
 * @param column how many characters of the line stand before the entry
 * @param separator what goes before the entry: a line break and indentation, or a comma
 * @param quoted keys and values are written in double quotes, as JSON asks
 */
public record LabelPlace(int line, int column, String separator, boolean quoted) {}
