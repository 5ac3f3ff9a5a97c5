import type { Options } from '../catalogue/call';
import type { Json, JsonObject } from '../base/json';
import { eachOf, type AnyOperation, type Problem } from '../catalogue/operation';
import { nameOf, namePeople, peopleIn, withoutPeople } from './people';
import type { Unit } from '../base/unit';
import type { HostWords } from '../base/words';

/** A unit with nothing left to send, because later ones are for the same people. */
export interface Dropped {
  readonly unit: Unit;
  readonly people: readonly Json[];
}

/** What happens to units for the same people. */
export interface Deduplicated {
  readonly units: readonly Unit[];
  readonly dropped: readonly Dropped[];
  readonly refused: readonly { readonly unit: Unit; readonly problem: Problem; readonly person: string }[];
  /** Warnings about units of which only some people are left out. */
  readonly doubts: ReadonlyMap<Unit, string>;
}

interface Place {
  readonly item: number;
  readonly unit: Unit;
  readonly position: number;
}

const where = (places: readonly Place[], words: HostWords): string => {
  const items = [...new Set(places.map(({ item }) => item + 1))];
  return items.length > 1 ? `is in the ${words.items} ${items.slice(0, -1).join(', ')} and ${items.at(-1)}` : `occurs ${places.length} times`;
};

/**
 * Removes duplicates: for each person, the last unit counts.
 * @param sent units of earlier tries, as inputs: their people count, and they are not changed
 */
export const deduplicate = (
  o: AnyOperation,
  how: NonNullable<Options['duplicates']>,
  units: readonly Unit[],
  sent: readonly Unit[],
  words: HostWords,
): Deduplicated => {
  const places = new Map<string, Place[]>();
  const peopleOf = new Map<Unit, readonly Json[]>();
  for (const unit of [...sent, ...units].sort((one, other) => one.item - other.item)) {
    const people = peopleIn(o, unit.input) ?? [];
    peopleOf.set(unit, people);
    for (const [position, person] of people.entries()) {
      const key = JSON.stringify(person);
      const own = places.get(key) ?? [];
      own.push({ item: unit.item, unit, position });
      places.set(key, own);
    }
  }
  const remaining: Unit[] = [];
  const dropped: Dropped[] = [];
  const refused: Deduplicated['refused'][number][] = [];
  const doubts = new Map<Unit, string>();
  for (const unit of units) {
    const people = peopleOf.get(unit)!;
    const placesOf = (person: Json): readonly Place[] => places.get(JSON.stringify(person))!;
    const again = people.filter((person) => placesOf(person).length > 1);
    if (how === 'refuse') {
      const [first] = again;
      if (first === undefined) remaining.push(unit);
      else refused.push({ unit, problem: problemOf(first, placesOf(first), words), person: nameOf(first) });
      continue;
    }
    const isOut = (position: number): boolean => {
      const last = placesOf(people[position]!).at(-1)!;
      return last.unit !== unit || last.position !== position;
    };
    const out = people.filter((_, position) => isOut(position));
    if (out.length === 0) remaining.push(unit);
    else if (out.length === people.length) dropped.push({ unit, people });
    else {
      unit.input = withoutPeople(o, unit.input, people, isOut);
      doubts.set(unit, `Left out, because a later entry is for the same ${eachOf(o.recipients).one}: ${namePeople(out)}.`);
      remaining.push(unit);
    }
  }
  return { units: remaining, dropped, refused, doubts };
};

const problemOf = (person: Json, places: readonly Place[], words: HostWords): Problem => ({
  field: 'duplicates',
  message: `'${nameOf(person)}' ${where(places, words)}.`,
  todo: "Keep only one of them, or change 'Duplicates'.",
});

/** The result of a unit left out in favor of a later one. */
export const droppedResult = ({ recipients }: AnyOperation, { people }: Dropped, { item }: HostWords): JsonObject => ({
  status: 'skipped',
  reason: `A later ${item} is for the same ${eachOf(recipients).one}.`,
  people,
});
