/** Compiles and loads the generators of the texts and the page. */
export function loadGenerators(): Promise<unknown>;
/** Builds the pack into dist/ and resources/; returns the absolute paths of all bundled files. */
export function build(): Promise<readonly string[]>;
/** The vendors' parts of the editor's script by vendor, and `problemsIn` as it is there. */
export function loadParts(): Promise<unknown>;
/** How the editor's scripts are bundled: options of esbuild. */
export function editorBundle(generators: unknown): import('esbuild').BuildOptions;
