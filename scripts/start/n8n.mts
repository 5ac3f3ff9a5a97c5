import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureN8n, execN8n, startN8n, whole, type N8n } from '../n8n-host.mts';
import type { Host, HostOptions } from './host.mts';
import { summarize } from './summary.mts';

const root = join(import.meta.dirname, '../..');
const packages = join(root, 'build/packages');
/** The folder in the example that users replace with their own. */
const EXAMPLE_FOLDER = '/home/node/.n8n-files';
/** For the demo's own n8n, which nobody else can reach and which ends with it. */
const OWNER = { email: 'demo@example.com', firstName: 'Demo', lastName: 'Owner', password: 'Demo-password-1' };

const tarball = async (): Promise<string> => {
  for await (const file of glob('n8n-nodes-campaigns-*.tgz', { cwd: packages })) return join(packages, file);
  throw new Error('There is no packed tarball; run npm run pack first');
};

interface Execution {
  readonly data: {
    readonly resultData: {
      readonly runData: Readonly<
        Record<string, readonly { readonly data: { readonly main: readonly (readonly { readonly json: Record<string, unknown> }[])[] } }[]>
      >;
    };
  };
}

/** The main use case in a real n8n: n8n's own command line runs the example, then its server opens the editor. */
export const n8n = async ({ baseUrl, folder, files, port, say }: HostOptions): Promise<Host> => {
  await ensureN8n(say);
  const options = { userFolder: folder, packages: [await tarball()], files: [files] };
  const text = (await readFile(join(root, 'examples/csv-to-report.json'), 'utf8')).replaceAll(EXAMPLE_FOLDER, files);
  const workflow = JSON.parse(text) as { id: string };
  const command = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await execN8n(args, options);
    if (code !== 0) throw new Error(`n8n ${args[0]} ended with exit code ${code}:\n${stdout}${stderr}`);
    return stdout;
  };
  let server: N8n | undefined;
  return {
    label: 'n8n',
    async run() {
      const account = { id: 'bryjSandbox', name: 'Bryj sandbox', type: 'bryjApi', data: { email: 'demo@example.com', password: 'demo-password', baseUrl } };
      say('Preparing n8n with the pack and its example workflow');
      await writeFile(join(folder, 'credentials.json'), JSON.stringify([account]));
      await writeFile(join(folder, 'workflow.json'), JSON.stringify(whole(workflow)));
      await command('import:credentials', `--input=${join(folder, 'credentials.json')}`);
      await command('import:workflow', `--input=${join(folder, 'workflow.json')}`);
      say('Running the workflow');
      const printed = await command('execute', `--id=${workflow.id}`, '--rawOutput');
      const { data } = JSON.parse(printed.slice(printed.indexOf('{'))) as Execution;
      return summarize(data.resultData.runData['Get Report']![0]!.data.main[0]!.map(({ json }) => json));
    },
    async open() {
      say('Starting the editor');
      server = await startN8n({ ...options, port });
      await fetch(`${server.url}/rest/owner/setup`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(OWNER) });
      return [`n8n editor       ${server.url}   (${OWNER.email}, ${OWNER.password})`];
    },
    stop: async () => await server?.stop(),
  };
};
