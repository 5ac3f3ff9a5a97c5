import { allCommands, COMMANDS, commandsIn } from './commands';
import { DOCUMENTS, manifestIn, read, ROOT } from './documents';

const all = allCommands();

it('every command is run by a test, or says why not', () => {
  expect([...all].filter(([command]) => !(command in COMMANDS))).toEqual([]);
});

it('no command is listed that no document has', () => {
  expect(Object.keys(COMMANDS).filter((command) => !all.has(command))).toEqual([]);
});

it.each(Object.entries(COMMANDS))('%s is run where it is said to be', (_, run) => {
  if ('not' in run) return expect(run.not).toMatch(/^[A-Z].{20,}\.$/);
  expect(run.by.length).toBeGreaterThan(0);
  for (const { file, says } of run.by) expect(read(file)).toContain(says);
});

it('each script that a document names is there', () => {
  const { scripts = {} } = manifestIn(ROOT);
  const named = DOCUMENTS.flatMap((file) =>
    [...read(file).matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)].map(([, script]) => ({ file, script: script! })),
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
});

it('a block is a command unless its language says otherwise', () => {
  expect(commandsIn('```\na\n```\n\n```json\n{}\n```\n\n- x:\n  ```sh\n  b\n  c\n  ```\n')).toEqual(['a', 'b\nc']);
});
