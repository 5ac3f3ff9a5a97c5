/** Compiles the generators of the texts and the page, and loads them. */
export function loadGenerators(): Promise<unknown>;
/** Builds the pack into dist/ and resources/; gives every file of which something is inside, with its whole path. */
export function build(): Promise<readonly string[]>;
