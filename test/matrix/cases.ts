import { hasKey, leading, type Act } from './acts';
import { isNone, refused, renews, renewsInVain, unknown, type Cell, type End, type Must } from './cells';
import { faults, type Fault, type FaultName } from './faults';
import { table, type ClassName } from './table';

/** Tries that a host makes of a node that fails: n8n's *Max. Tries*, or a Catch node that is wired back for two rounds. */
export const TRIES = 3;

/** One cell of the table at one vendor; where a fault says nothing of what the vendor did, there is one for each. */
export interface Case {
  readonly name: string;
  readonly faultName: FaultName;
  readonly className: ClassName;
  readonly act: Act;
  readonly fault: Fault;
  /** Whether the vendor has done what it was asked for when the fault strikes. */
  readonly isDone: boolean;
  readonly must: Must;
}

/** What a case comes to in the end, with all that the host does by itself. */
export interface Expected {
  readonly ends: readonly End[];
  readonly tries: number;
  readonly requests: readonly number[];
  /** How often each one is to have been accepted. */
  readonly accepted: 0 | 1;
}

/** A success like any other. */
const SUCCESS: Must = { words: 'done', means: '', ends: ['done'], requests: [1] };
/** A state that was not reached is a refusal as good as any: it can be asked for again. */
const NOT_THERE: Must = refused('rejected');

/** A host's own ways, which no node can change. */
export interface Ways {
  /** Its client sends whatever is answered by 401 a second time, whether there is a token to renew or not. */
  readonly repeats401?: true;
}

/** A lasting key has nothing to renew. */
const withKey = (cell: Must, { repeats401 }: Ways): Must => {
  if (!repeats401) return refused('authentication');
  return cell === renews ? { ...SUCCESS, requests: [2] } : { ...refused('authentication'), requests: [2] };
};

/** An answer that is no refusal: what it stands for may still happen, whatever a look says now. */
const saysDone = ({ strike }: Fault): boolean => strike.by === 'answer' && strike.status < 400;

/** What the cell means for this operation, of those that its class has. */
const mustOf = (cell: Must, act: Act, fault: FaultName, isDone: boolean, ways: Ways): Must => {
  if (act.means?.[fault]) return SUCCESS;
  if (hasKey(act) && (cell === renews || cell === renewsInVain)) return withKey(cell, ways);
  if (!act.settles || !cell.isLast) return cell;
  if (isDone) return SUCCESS;
  return act.settles === 'thing' || saysDone(faults[fault]) ? unknown : NOT_THERE;
};

/** Whether the vendor may have done it: known of the connection, open of an answer, never of a limit or a refusal. */
const variantsOf = ({ strike }: Fault, act: Act, className: ClassName): readonly boolean[] => {
  if (strike.by === 'connection') return [strike.done];
  return strike.by === 'answer' && act.done && className !== 'signIn' ? [false, true] : [false];
};

/** What takes its time in a test, and is the host's doing and not the vendor's: once a class is enough. */
const SLOW: readonly FaultName[] = ['silenceBefore', 'drip'];

export const casesOf = (className: ClassName, act: Act, ways: Ways = {}): readonly Case[] =>
  (Object.keys(faults) as FaultName[]).flatMap((name) => {
    const fault: Fault = faults[name];
    const cell: Cell = table[name][className];
    if (isNone(cell) || (act !== leading[className] && SLOW.includes(name))) return [];
    // Whoever answers as the document has a success, and has done nothing, is believed.
    const variants = variantsOf(fault, act, className).filter((isDone) => isDone || !act.means?.[name]);
    return variants.map((isDone) => ({
      name: `${fault.label}${variants.length > 1 ? (isDone ? ', done' : ', not done') : ''}: ${cell.words}`,
      faultName: name,
      className,
      act,
      fault,
      isDone,
      must: mustOf(cell, act, name, isDone, ways),
    }));
  });

/** With the tries that the host makes after the first one; a poll is made once. */
export const expectedOf = ({ must, fault, isDone, className, act }: Case): Expected => {
  const { ends, requests, isLast } = must;
  const { besides = 0 } = act;
  const plus = (more: number): readonly number[] => requests.map((each) => each + more);
  if (ends.includes('done')) return { ends: ['done'], tries: 1, requests: plus(besides), accepted: 1 };
  const accepted = isDone && className !== 'signIn' ? 1 : 0;
  const tries = className === 'poll' ? 1 : TRIES;
  if (isLast) return { ends, tries, requests, accepted };
  // Whether it fails at the first of several, or when all are there.
  if (fault.lasts || tries === 1) return { ends, tries, requests: [...requests, ...plus(besides)].map((each) => each * tries), accepted };
  return { ends: ['done'], tries: 2, requests: plus(1 + besides), accepted: 1 };
};
