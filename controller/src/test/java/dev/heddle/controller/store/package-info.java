/** The journal's contract, its behaviour on damaged files and under failing system calls. */
package dev.heddle.controller.store;
