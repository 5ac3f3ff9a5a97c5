import { operationsOf, type AnyTrigger, type AnyVendor } from '../../engine';
import { vendors } from '../../vendors';
import { accountsOf, type CanaryAccount } from './accounts';
import { SAYING_WORDS, SHORT_SECRETS, WORDS } from './answers';
import type { EchoVendor } from './echoVendor';
import { goodAnswers, type Named } from './replies';
import { everyNth, scenesOf, triggerScenes, type Scene } from './scenes';

/** Every way to authenticate at every vendor, for `describe.each`: its name, the vendor, and its number among those of the vendor. */
export const WAYS = vendors.flatMap((vendor) => accountsOf(vendor, 'http://vendor.test').map(({ name }, way) => [name, vendor, way] as const));

export const signsIn = ({ vendor, credential }: CanaryAccount): boolean => vendor.auth(credential).by === 'token';

/** An account that the vendor of the test has not met yet. */
export const meet = (echo: EchoVendor, vendor: AnyVendor, way: number, secret?: string): CanaryAccount => {
  const own = accountsOf(vendor, echo.url, secret)[way]!;
  echo.meet(own.secrets, own.user);
  return own;
};

/** Sets the vendor's answers for a run. */
export const setScene = (echo: EchoVendor, { vendor, credential }: CanaryAccount, scene: Scene, named: Named | undefined): void => {
  const good = goodAnswers(vendor, credential, echo.url, named, scene.manner);
  echo.play({ ...scene, otherwise: good.otherwise, files: scene.file ?? good.files });
};

/** Whether a scene asks to come back much later than anybody waits. */
export const isLate = ({ name }: Scene): boolean => /late|telling/.test(name);

/** With `CANARY_ALL=1` every operation plays every scene in the hosts too, as it does in the engine. */
export const PLAYS_ALL = process.env.CANARY_ALL === '1';

const FURTHER_WAYS_SHARE = 5;

/** The first way of a vendor plays all scenes; a further one some of them. */
export const playedBy = (way: number, scenes: readonly Scene[], number: number): readonly Scene[] =>
  way === 0 ? scenes : everyNth(scenes, FURTHER_WAYS_SHARE, number);

/** Each operation of an account's vendor with each of its scenes; `turn` counts the scenes of an operation. */
export const everyScene = (
  own: CanaryAccount,
  way: number,
): readonly { readonly named: Named; readonly scene: Scene; readonly number: number; readonly turn: number }[] =>
  operationsOf(own.vendor).flatMap((named, number) =>
    playedBy(way, scenesOf(named.operation, signsIn(own)), number).map((scene, turn) => ({ named, scene, number, turn })),
  );

/** In a host: the operations of a vendor share the scenes out, so that each scene is played by two of them at least, and by all with `CANARY_ALL`. */
export const sharedScenes = (own: CanaryAccount, way: number): ReturnType<typeof everyScene> => {
  const operations = operationsOf(own.vendor).length;
  if (PLAYS_ALL || way > 0) return everyScene(own, way);
  const share = Math.max(1, Math.min(FURTHER_WAYS_SHARE, Math.floor(operations / 2)));
  return everyScene(own, way).filter(({ number, scene, named }) => scenesOf(named.operation, signsIn(own)).indexOf(scene) % share === number % share);
};

/**
 * In a host: those of several alike (pickers, triggers) share the scenes out, so that each scene is played by one of them, and by all with `CANARY_ALL`. The
 * engine plays all of them in any case.
 */
export const shareOf = (way: number, scenes: readonly Scene[], number: number, count: number): readonly Scene[] =>
  PLAYS_ALL || way > 0 ? playedBy(way, scenes, number) : everyNth(scenes, Math.max(1, count), number);

/** The triggers of a vendor, each with its share of the scenes: those that read files share theirs among them. */
export const sharedTriggers = (
  own: CanaryAccount,
  way: number,
): readonly { readonly name: string; readonly trigger: AnyTrigger; readonly scenes: readonly Scene[] }[] => {
  const all = Object.entries(own.vendor.triggers);
  return all.map(([name, trigger], number) => {
    const alike = all.filter(([, other]) => (other.watch.by === 'request') === (trigger.watch.by === 'request')).map(([each]) => each);
    const scenes = triggerScenes(trigger, signsIn(own));
    return { name, trigger, scenes: shareOf(way, scenes, way > 0 ? number : alike.indexOf(name), alike.length) };
  });
};

/** Each secret went over the wire, but for a key that only signs. */
export const expectSeen = (echo: EchoVendor, { vendor, credential, secrets }: CanaryAccount): void => {
  const onlySigns = vendor.auth(credential).by === 'request';
  expect(echo.unseen).toEqual(onlySigns ? secrets.map(({ what }) => what) : []);
  if (onlySigns) expect(echo.used.signatures).toBeGreaterThan(0);
};

/**
 * Words that hold a short secret by chance are said as they are with a long one.
 * @param saying runs the first operation of the vendor with the account, and gives the error's message
 */
export const expectSameWords = async (echo: EchoVendor, vendor: AnyVendor, saying: (own: CanaryAccount, named: Named) => Promise<string>): Promise<void> => {
  const [named] = operationsOf(vendor);
  const saidWith = async (secret?: string): Promise<string> => {
    const own = meet(echo, vendor, 0, secret);
    setScene(echo, own, { name: 'words', manner: 'more members', answers: [SAYING_WORDS] }, named);
    return await saying(own, named!);
  };
  const long = await saidWith();
  expect(long).toContain(WORDS);
  for (const secret of SHORT_SECRETS) expect(await saidWith(secret)).toBe(long);
};
