package dev.heddle.model.manifest.tree;

import java.util.List;

/** One document of an input; flaws in the order of the text. */
public record Document(Node root, List<Flaw> flaws) {
    public Document {
        flaws = List.copyOf(flaws);
    }
}
