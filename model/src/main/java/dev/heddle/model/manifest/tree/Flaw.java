package dev.heddle.model.manifest.tree;

import dev.heddle.model.Position;
import dev.heddle.model.manifest.ManifestError;

/**
 * What is wrong with the text of a document, whatever it means.
 *
 * @param path of the field in its document, empty for the document itself
 */
public record Flaw(ManifestError error, Position at, String path, String message) {}
