/**
 * Text to a tree of nodes, each with its place: YAML 1.2 (core schema) and JSON, with every limit that keeps hostile input
 * cheap. Knows no kinds. Pure.
 */
@NullMarked
package dev.heddle.model.manifest.tree;

import org.jspecify.annotations.NullMarked;
