import { ALLOWED } from './licences.mts';
import type { Installed } from './packages.mts';
import type { Lock, Needed } from './tree.mts';

/** How a third-party package gets to run with ours: inside it, installed with it, or provided by the host. */
export type How = 'bundled' | 'dependency' | 'host';

/** The subset of a CycloneDX component that is used here. */
interface Component {
  readonly type: 'library' | 'application';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly scope?: 'required';
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
  readonly licenses: readonly object[];
  readonly purl: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

/** The parts of a package that its bill of materials lists. */
export interface Parts {
  readonly manifest: { readonly name: string; readonly version: string; readonly description?: string; readonly license: string };
  /** SHA-512 of the tarball, in hexadecimal digits. */
  readonly sha512: string;
  readonly bundled: readonly Installed[];
  /** Everything installed with the package, and which of it are its direct dependencies, by path. */
  readonly installed: readonly Needed[];
  readonly direct: readonly string[];
  /** What the host provides. */
  readonly host: readonly Installed[];
}

/** npm's package URL: the scope's sign is escaped. */
export const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

const licencesOf = (licence: string): object[] => {
  if (ALLOWED.includes(licence)) return [{ license: { id: licence } }];
  return /\b(AND|OR)\b/.test(licence) ? [{ expression: licence }] : [{ license: { name: licence } }];
};

const hexOf = (integrity: string | undefined): string | undefined => {
  const [, base64] = /^sha512-(\S+)/.exec(integrity ?? '') ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
};

/** The bill of materials of a package: CycloneDX 1.5 in JSON, without a time or serial number, so that the same package yields the same bill. */
export const sbomOf = ({ manifest, sha512, bundled, installed, direct, host }: Parts, lock: Lock): object => {
  const componentOf = (how: How, { name, version, licence, place }: Installed): Component => {
    const hash = hexOf(lock[place]?.integrity);
    const purl = purlOf(name, version);
    return {
      type: 'library',
      'bom-ref': `${how}:${purl}`,
      name,
      version,
      scope: 'required',
      ...(hash !== undefined && { hashes: [{ alg: 'SHA-512', content: hash }] }),
      licenses: licencesOf(licence),
      purl,
      properties: [{ name: 'campaign-nodes:how', value: how }],
    };
  };
  const own: Component = {
    type: 'application',
    'bom-ref': purlOf(manifest.name, manifest.version),
    name: manifest.name,
    version: manifest.version,
    ...(manifest.description !== undefined && { description: manifest.description }),
    hashes: [{ alg: 'SHA-512', content: sha512 }],
    licenses: licencesOf(manifest.license),
    purl: purlOf(manifest.name, manifest.version),
  };
  const inside = bundled.map((each) => componentOf('bundled', each));
  const given = host.map((each) => componentOf('host', each));
  const with_ = installed.map((each) => componentOf('dependency', each));
  const refAt = new Map(installed.map(({ place }, i) => [place, with_[i]!['bom-ref']]));
  const refs = (places: readonly string[]): string[] => [...new Set(places.map((place) => refAt.get(place)!))].sort();
  // Two copies of one version are one component.
  const components = [...new Map([...inside, ...with_, ...given].map((each) => [each['bom-ref'], each])).values()].sort((a, b) =>
    a['bom-ref'] < b['bom-ref'] ? -1 : 1,
  );
  const needs = new Map(installed.map(({ needs: each }, i) => [with_[i]!['bom-ref'], refs(each)]));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: own },
    components,
    dependencies: [
      { ref: own['bom-ref'], dependsOn: [...[...inside, ...given].map((each) => each['bom-ref']), ...refs(direct)].sort() },
      ...components.map((each) => ({ ref: each['bom-ref'], dependsOn: needs.get(each['bom-ref']) ?? [] })),
    ],
  };
};
