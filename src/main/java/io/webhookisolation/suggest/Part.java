package io.webhookisolation.suggest;

/** One piece of a suggestion, in the order in which they are to be followed. */
public sealed interface Part {

    /** What is to be done with it, a sentence for people. */
    String instruction();

    /**
     * A command line for a POSIX shell.
     *
     * @param later it is right only after somebody did what the parts before it say
     */
    record Command(String instruction, String line, boolean later) implements Part {}

    /**
     * A file to be written, below the current folder.
     *
     * @param executable it is a script
     */
    record NewFile(String instruction, String path, String text, boolean executable) implements Part {}

    /**
     * A unified diff of one or more files.
     *
     * @param text ends with a line break
     * @param later it is right only after what the parts before it changed has taken effect
     */
    record Diff(String instruction, String text, boolean later) implements Part {}

    /** Something that only a person can do; {@code text} shows it, and may be empty. */
    record Note(String instruction, String text) implements Part {}
}
