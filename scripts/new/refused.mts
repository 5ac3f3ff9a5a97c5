/** A problem that the caller can fix. */
export class Refused extends Error {
  readonly todo: string;

  constructor(message: string, todo: string) {
    super(message);
    this.todo = todo;
  }

  /** The same for a file. */
  in(file: string): Refused {
    return new Refused(`${file}: ${this.message}`, this.todo);
  }
}
