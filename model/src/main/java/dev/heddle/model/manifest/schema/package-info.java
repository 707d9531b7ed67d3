/**
 * What each kind's manifest looks like: fields, types, defaults and checks, declared once and used to read, to write and
 * to publish the schema. Pure.
 */
@NullMarked
package dev.heddle.model.manifest.schema;

import org.jspecify.annotations.NullMarked;
