import { isObject, type Failure, type Json, type JsonObject } from '../../engine';

const wordsOf = (error: Json): string => {
  if (typeof error === 'string') return error;
  const type = isObject(error) ? error.type : undefined;
  return typeof type === 'string' ? type : JSON.stringify(error);
};

/** Counts the objects of each list of a request as they are put in, to know later whose an error is. */
export class Places {
  private readonly counts = new Map<string, number>();
  private readonly positions = new Map<string, number>();

  /** The next object of a list is that of the input at `position`. */
  add(list: string, position: number): void {
    const index = this.counts.get(list) ?? 0;
    this.counts.set(list, index + 1);
    this.positions.set(`${list} ${index}`, position);
  }

  /** Where an error lies, as today's answers say it: the list and the index in it. */
  of(error: Json): number | undefined {
    return isObject(error) ? this.positions.get(`${String(error.input_array)} ${String(error.index)}`) : undefined;
  }
}

export interface Laid {
  /** Errors by the position of the input that they are about. */
  readonly wrong: ReadonlyMap<number, readonly Json[]>;
  /** Words of those that are about nobody in particular, as all are in the Appboy document. */
  readonly others: readonly string[];
}

/** Lays the `errors` beside a success at the doors of those that they speak of ("Successful Message with Non-Fatal Errors"). */
export const layErrors = ({ errors }: JsonObject, places: Places): Laid => {
  const wrong = new Map<number, Json[]>();
  const others: string[] = [];
  for (const error of Array.isArray(errors) ? (errors as readonly Json[]) : []) {
    const position = places.of(error);
    if (position === undefined) others.push(wordsOf(error));
    else wrong.set(position, [...(wrong.get(position) ?? []), error]);
  }
  return { wrong, others };
};

/** The failure of one input of a request whose others succeeded. */
export const refusedFor = (errors: readonly Json[], todo: string, field?: string): { readonly failure: Failure } => ({
  failure: {
    code: 'rejected',
    reached: 'yes',
    ...(field !== undefined && { field }),
    message: `Braze answered: ${errors.map(wordsOf).join('; ').replace(/\.$/, '')}.`,
    todo,
    details: { answer: errors },
  },
});
