import { Ledger, type Json, type Outcome } from '../../engine';
import { match, type Earlier, type Marks } from './earlier';
import type { Input, Piece, Pieces } from './pieces';

/** An input of the call, and the message's entries it is made of. */
interface Place {
  readonly input: Input;
  readonly entries: readonly number[];
  /** What an earlier try sent for them. */
  readonly earlier?: Earlier['units'];
}

type State = 'done' | 'unknown' | 'left';

const placesOf = ({ pieces, join }: Pieces, found: readonly (Earlier | undefined)[]): readonly Place[] => {
  const sent = (i: number) => found[i]?.units;
  if (!join) return pieces.map(({ input }, i) => ({ input, entries: [i], ...(sent(i) && { earlier: sent(i) }) }));
  // Entries sent together in an earlier try have one outcome; the others are sent together now.
  const groups = new Map<Earlier['units'], number[]>();
  for (const i of pieces.keys()) groups.set(sent(i), [...(groups.get(sent(i)) ?? []), i]);
  if (groups.size === 0) groups.set(undefined, []);
  return [...groups].map(([earlier, entries]) => ({ input: join(entries.map((i) => pieces[i]!.input)), entries, ...(earlier && { earlier }) }));
};

/**
 * One try of a message: the inputs of the call, with what earlier tries sent entered in the ledger, and afterwards the outcome of each entry of the
 * message.
 */
export class Attempt {
  readonly ledger = new Ledger();
  readonly outcomes: Outcome[] = [];
  private readonly places: readonly Place[];
  private readonly found: readonly (Earlier | undefined)[];
  /** Entries of earlier tries that are not in this message. */
  private readonly others: readonly Earlier[];

  /**
   * @param marks returns an entry's marks; only called if they are needed
   * @param earlier the entries of earlier tries
   */
  constructor(
    private readonly pieces: Pieces,
    private readonly marks: (piece: Piece) => Marks,
    earlier: readonly Earlier[] = [],
  ) {
    const matched = earlier.length > 0 ? match(pieces.pieces.map(marks), earlier) : { found: [], others: [] };
    this.found = matched.found;
    this.others = matched.others;
    this.places = placesOf(pieces, matched.found);
    // Copies, because the engine renumbers units.
    for (const [i, { earlier: units }] of this.places.entries())
      if (units)
        this.ledger.begin(
          i,
          units.map((unit) => ({ ...unit })),
        );
  }

  get inputs(): readonly Input[] {
    return this.places.map(({ input }) => input);
  }

  /** Number of entries whose content has changed since an earlier try sent them. */
  get changed(): number {
    return this.found.filter((each, i) => each?.units && each.said !== this.marks(this.pieces.pieces[i]!).said).length;
  }

  /** How many entries were accepted in full. */
  get accepted(): number {
    const byPlace = this.byPlace();
    return this.places.reduce((all, { entries }, i) => all + (byPlace.get(i)?.every(({ state }) => state === 'done') ? entries.length : 0), 0);
  }

  private byPlace(): Map<number, Outcome[]> {
    const all = new Map<number, Outcome[]>();
    for (const outcome of this.outcomes) {
      const own = all.get(outcome.item);
      if (own) own.push(outcome);
      else all.set(outcome.item, [outcome]);
    }
    return all;
  }

  private stateOf(place: number, outcomes: readonly Outcome[]): State {
    const notes = this.ledger.earlier(place)?.map(({ note }) => note) ?? [];
    const isLost = (each: Outcome): boolean => each.state === 'failed' && each.error.code === 'outcomeUnknown';
    if (outcomes.some(isLost) || notes.some((note) => note && note.state !== 'accepted')) return 'unknown';
    if (notes.some((note) => !note)) return 'left';
    const isTold = outcomes.length > 0 && outcomes.every(({ state }) => state !== 'failed' && state !== 'notTried');
    // An interrupted run may have sent something without reporting it.
    return isTold || (outcomes.length === 0 && notes.length > 0) ? 'done' : 'left';
  }

  /** The outcome of each entry of the message. */
  private states(): readonly State[] {
    const byPlace = this.byPlace();
    const states: State[] = [];
    for (const [place, { entries }] of this.places.entries()) {
      const state = this.stateOf(place, byPlace.get(place) ?? []);
      for (const entry of entries) states[entry] = state;
    }
    return states;
  }

  /** The message's records by outcome: those that may be sent again, and those with an unknown outcome. */
  records(): { readonly payload: Json; readonly unknown: Json } | undefined {
    const { from, pieces } = this.pieces;
    if (from === 'none') return undefined;
    const states = this.states();
    const of = (wanted: State): Json => pieces.flatMap(({ record }, i) => (states[i] === wanted ? [record as Json] : []));
    return { payload: of('left'), unknown: of('unknown') };
  }

  /** Whether some part of the message must not be sent a second time. */
  get hasSent(): boolean {
    return this.others.some(({ units }) => units) || [...this.places.keys()].some((place) => this.ledger.earlier(place));
  }

  /** What the next try has to know: the entries of this one and of earlier ones. */
  entries(): readonly Earlier[] {
    const entries: Earlier[] = [];
    for (const [place, { entries: own }] of this.places.entries()) {
      const units = this.ledger.earlier(place);
      for (const entry of own) entries[entry] = { ...this.marks(this.pieces.pieces[entry]!), ...(units && { units }) };
    }
    return [...entries, ...this.others];
  }
}
