/** A value that is made when it is first asked for, for what would slow down the loading of the engine. */
export const whenAsked = <T>(make: () => T): (() => T) => {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: make() }).value;
};
