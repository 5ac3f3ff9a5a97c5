import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { englishTexts, pathsIn, translate } from '../../node-red/generate';

const OWN = { campaigns: { form: { name: 'Name', vendor: 'Vendor' }, catalogue: { form: { items: { label: 'Objects' } } } } };
const ENGLISH = {
  campaigns: {
    form: { name: 'Name', vendor: 'Vendor' },
    catalogue: {
      form: { items: { label: 'Objects' } },
      vendor: { acme: { field: { zip: { label: 'Zip' } } }, other: { field: { archive: { label: 'Zip' }, kind: { label: 'Kind' } } } },
    },
  },
};
const OWN_FRENCH = { campaigns: { form: { name: 'Nom' }, catalogue: { form: { items: { label: 'Objets' } } } } };
const DICTIONARY = { texts: { Zip: 'Archive' }, inVendor: { acme: { Zip: 'Code postal' } } };

describe('a translation', () => {
  it("finds the catalogue's texts by what they say, a vendor's own before the common one, and the host's own by key", () => {
    expect(translate(ENGLISH, OWN, OWN_FRENCH, DICTIONARY)).toEqual({
      tree: {
        campaigns: {
          form: { name: 'Nom', vendor: 'Vendor' },
          catalogue: {
            form: { items: { label: 'Objets' } },
            vendor: { acme: { field: { zip: { label: 'Code postal' } } }, other: { field: { archive: { label: 'Archive' }, kind: { label: 'Kind' } } } },
          },
        },
      },
      missing: ['Vendor', 'Kind'],
      strays: [],
    });
  });

  it('names what nothing is called any more', () => {
    const { strays } = translate(
      ENGLISH,
      OWN,
      { campaigns: { ...OWN_FRENCH.campaigns, gone: 'Parti' } },
      {
        texts: { Zip: 'Archive', Zap: 'Zappe' },
        inVendor: { acme: { Kind: 'Sorte' }, nobody: { Zip: 'Zip' } },
      },
    );
    expect(strays).toEqual(['campaigns.gone', 'Zap', 'acme: Kind', 'nobody: Zip']);
  });

  it('has the whole of what is English', () => {
    const base = englishTexts({});
    const { tree, missing } = translate(base, {}, {}, { texts: {}, inVendor: {} });
    expect(tree).toEqual(base);
    expect(missing).toEqual([...new Set(pathsIn(base).values())]);
  });
});

it('says what the glossary says', () => {
  const root = join(__dirname, '../..');
  const { texts } = JSON.parse(readFileSync(join(root, 'node-red/locales/fr/catalogue.json'), 'utf8')) as { texts: Record<string, string> };
  const rows = readFileSync(join(root, 'docs/glossary.md'), 'utf8').matchAll(/^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$/gm);
  const terms = [...rows].map(([, english, french]) => [english, french] as const).filter(([english]) => english !== 'English' && !english!.startsWith('-'));
  expect(terms.length).toBeGreaterThan(30);
  expect(terms.map(([english]) => [english, texts[english!]])).toEqual(terms);
});
