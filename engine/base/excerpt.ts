/** The first `most` characters of a text, safe to show. Pass the uncut text: a secret that was cut in two is not found. */
export type Excerpt = (text: string, most: number) => string;
