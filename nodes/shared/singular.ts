const ofWord = (plural: string): string =>
  plural
    .replace(/ies$/, 'y')
    .replace(/(?<=ss|x|ch|sh|[iv]as)es$/, '')
    .replace(/(?<![su])(?<![iv]a)s$/, '');

/**
 * What one entry of a list is called.
 * @param label `Email Addresses`, `Fields to Export`, `Attributes or Properties`
 * @returns `Email Address`, `Field to Export`, `Attribute or Property`
 */
export const singular = (label: string): string => label.replace(/\S+(?=$| or | to | of )/g, ofWord);
