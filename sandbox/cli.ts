import { parseArgs } from 'node:util';
import { startSandbox } from './index';

const HELP = `campaign-sandbox: simulates the vendors' servers on this machine

  --port <number>  port to listen on (default 4010; 0 = any free port)
  --host <address> address to listen on (default 127.0.0.1)
  --allow-host <name>
                   another host name or address to answer to; can be repeated. The sandbox
                   always answers to localhost, loopback addresses and the address it listens on
  --no-seed        start without demo campaigns and history
  --log            print one line per request
  --help           show this help`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      'no-seed': { type: 'boolean', default: false },
      log: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port must be a number from 0 to 65535, not "${values.port}"`);

  const sandbox = await startSandbox({ port, host: values.host, allowHosts: values['allow-host'], seed: !values['no-seed'], log: values.log });
  console.log(`Outbox          ${sandbox.url}/`);
  for (const [vendor, baseUrl] of Object.entries(sandbox.baseUrls)) console.log(`${vendor.padEnd(15)} ${baseUrl}  (base URL for the account)`);
  console.log('Bryj: demo@example.com / demo-password. Braze: REST API key demo-rest-api-key. FollowAnalytics: API token demo-api-token.');
  console.log('HORISEN: client demo-client / demo-secret. MoEngage: workspace DEMOAPP, key demo-push-key. Stop with Ctrl+C.');

  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: NodeJS.ErrnoException) => {
  console.error(error.code === 'EADDRINUSE' ? 'The port is already in use. Choose another one with --port.' : error.message);
  process.exitCode = 1;
});
