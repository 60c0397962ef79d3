package dev.locache.examples;

/**
 * What was found in a package.
 *
 * @param name of the package
 * @param classes classes and interfaces
 * @param methods methods with code
 * @param instructions bytecode instructions
 * @param longestMethod the method with the most instructions; empty if there is none
 * @param longestInstructions how many it has
 */
record PackageCount(
    String name,
    int classes,
    int methods,
    long instructions,
    String longestMethod,
    int longestInstructions) {}
