/**
 * Makes a value for an object only once, for as long as the object lives. For what is made of the catalogue, which is constant.
 * @param make gives the same for the same object; whoever gets the value leaves it as it is
 */
export const oncePer = <K extends object, V extends object>(make: (key: K) => V): ((key: K) => V) => {
  const known = new WeakMap<K, V>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(key);
    known.set(key, made);
    return made;
  };
};
