import { visible } from './unseen';

/** How many names a message lists. */
const MOST_NAMED = 8;

/** Stands for a file that is not where the form says, among others that the same item holds. */
export class NoFile {
  /**
   * @param asked the name of the field in which the file should be
   * @param held the names of the fields that hold one
   */
  constructor(
    private readonly asked: string,
    private readonly held: readonly string[],
  ) {}

  /** What is there instead, for a message that begins with the form's field. */
  get words(): string {
    const named = this.held.slice(0, MOST_NAMED).map((name) => `'${visible(name)}'`);
    const more = this.held.length - named.length;
    return `does not contain a file: there is none in '${visible(this.asked)}', but there is one in ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }

  get todo(): string {
    return this.held.length === 1 ? `Enter ${visible(this.held[0]!)}, if that is the file.` : 'Enter the name of the one that you mean.';
  }
}
