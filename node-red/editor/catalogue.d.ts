// What the build makes of the catalogue: see `generate/parts.ts`.

declare module 'catalogue:outline' {
  /** All node types of the palette. */
  export const types: readonly import('../shared/outline').OutlinedType[];
}

declare module 'catalogue:parts' {
  /** Loads a vendor's part, by its ID. */
  export const parts: Readonly<Record<string, () => Promise<{ readonly part: import('../shared/part').VendorPart }>>>;
}
