package dev.heddle.model.decide;

/** What a request does to an object. */
public enum Action {
    CREATED,
    CONFIGURED,
    UNCHANGED,
    DELETED
}
