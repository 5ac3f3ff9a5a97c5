/** The first `most` characters of a text as they may be told. The text is given uncut, since a secret that was cut is not found. */
export type Excerpt = (text: string, most: number) => string;
