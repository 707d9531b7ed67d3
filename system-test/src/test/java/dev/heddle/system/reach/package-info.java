/** Random intents, and who reaches whom in them: by what is declared, and by real pings. */
@NullMarked
package dev.heddle.system.reach;

import org.jspecify.annotations.NullMarked;
