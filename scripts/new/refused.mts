/** Something that the person who asked can put right. */
export class Refused extends Error {
  readonly todo: string;

  constructor(message: string, todo: string) {
    super(message);
    this.todo = todo;
  }

  /** The same, of a file. */
  in(file: string): Refused {
    return new Refused(`${file}: ${this.message}`, this.todo);
  }
}
