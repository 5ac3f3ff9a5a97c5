import type { AnyOperation, AnyTrigger } from '../../engine';
import { BAD_FILES, RENEW, SCENES, SIGN_INS } from './answers';
import type { Answer } from './echoVendor';
import type { Manner } from './replies';

/** What a vendor answers in one run. */
export interface Scene {
  readonly name: string;
  readonly manner: Manner;
  readonly answers: readonly Answer[];
  readonly signIns?: readonly Answer[];
  readonly file?: Answer;
}

const scene = (name: string, answers: readonly Answer[], more: Partial<Scene> = {}): Scene => ({ name, manner: 'more members', answers, ...more });

const common: readonly Scene[] = [
  ...Object.entries(SCENES).map(([name, answers]) => scene(name, answers)),
  scene('fine, in other words', [], { manner: 'other texts' }),
];
const signIns: readonly Scene[] = Object.entries(SIGN_INS).map(([name, answers]) => scene(name, RENEW, { signIns: answers }));
const files: readonly Scene[] = Object.entries(BAD_FILES).map(([name, file]) => scene(name, [], { file }));

/** The scenes of an operation: those of sign-ins where its account signs in, those of files where it reads some. */
export const scenesOf = ({ returns }: Pick<AnyOperation, 'returns'>, signsIn: boolean): readonly Scene[] => [
  ...common,
  ...(signsIn ? signIns : []),
  ...(returns === 'file' ? files : []),
];

/** The scenes of a trigger; those of files where what it waits for is a report. */
export const triggerScenes = ({ watch }: AnyTrigger, signsIn: boolean): readonly Scene[] =>
  scenesOf({ returns: watch.by === 'request' ? 'file' : 'list' }, signsIn);

/** Every n-th scene, for the operation of this number: of n operations that follow each other, each scene is played by one. */
export const everyNth = (scenes: readonly Scene[], n: number, number: number): readonly Scene[] => scenes.filter((_, i) => i % n === number % n);
