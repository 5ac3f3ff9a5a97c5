/** Compiles and loads the generators of the texts and the page. */
export function loadGenerators(): Promise<unknown>;
/** Builds the pack into dist/ and resources/; returns the absolute paths of all bundled files. */
export function build(): Promise<readonly string[]>;
