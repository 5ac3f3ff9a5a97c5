/** A package to be released. */
export interface Released {
  readonly name: string;
  readonly version: string;
}

/** A version's part of the changelog: the text after its heading, up to the next one. */
const partOf = (changelog: string, version: string): { readonly heading: string; readonly notes: string } | undefined => {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find((each) => each.startsWith(`${version} `));
  if (part === undefined) return undefined;
  const [heading = '', ...lines] = part.split('\n');
  return { heading, notes: lines.join('\n').trim() };
};

/** The changelog's text for a version, for the release page. */
export const notesOf = (changelog: string, version: string): string => partOf(changelog, version)?.notes ?? '';

/**
 * What prevents releasing these packages under a tag, each with what to do.
 * @param changelog the whole text
 */
export const problemsOf = (tag: string, packages: readonly Released[], changelog: string): readonly string[] => {
  const version = tag.replace(/^v/, '');
  const others = packages.filter((each) => each.version !== version).map((each) => `${each.name} ${each.version}`);
  const part = partOf(changelog, version);
  return [
    ...(/^v\d+\.\d+\.\d+(-[\w.]+)?$/.test(tag) ? [] : [`The tag '${tag}' is not a version such as v1.2.3: tag the commit anew.`]),
    ...(packages.length > 0 ? [] : ['There are no packages: run "npm run pack" first.']),
    ...(others.length > 0 ? [`The tag is ${tag}, but these packages have another version: ${others.join(', ')}. Set it in their manifests.`] : []),
    ...(part ? [] : [`CHANGELOG.md has no part '## ${version} (date)': say there what users notice.`]),
    ...(part && !/ \(\d{4}-\d{2}-\d{2}\)$/.test(part.heading)
      ? [`CHANGELOG.md says '## ${part.heading}': put the day of the release in the brackets, as in 2026-01-31.`]
      : []),
    ...(part && part.notes === '' ? [`CHANGELOG.md says nothing of ${version}: say there what users notice.`] : []),
  ];
};
