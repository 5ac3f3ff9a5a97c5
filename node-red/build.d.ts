/** Compiles the generators of the texts and the page, and loads them. */
export function loadGenerators(): Promise<unknown>;
/** Builds the pack into dist/ and resources/. */
export function build(): Promise<void>;
