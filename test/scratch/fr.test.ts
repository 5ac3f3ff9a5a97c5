import { readFileSync } from 'node:fs';
it('x', async () => {
  const { loadGenerators } = (await import('/work/wt-words/node-red/build.js')) as any;
  const made = await loadGenerators();
  const own = (l: string) => JSON.parse(readFileSync('/work/wt-words/node-red/locales/' + l + '/campaigns.json', 'utf8'));
  const base = made.pathsIn(made.englishTexts(own('en-US')));
  const there = made.pathsIn(own('fr'));
  for (const [p, t] of base) if (!there.has(p)) console.log('MISSING', p, '=', t);
  for (const [p, t] of there) if (!base.has(p)) console.log('STRAY', p, '=', t);
});
