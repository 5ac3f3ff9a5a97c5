import { Editor } from './editor';
import { HOST_MS, Server } from './server';

/** The variables of a campaign as fields, in a real n8n: choosing the campaign brings them. */
const STEPS_MS = 180_000;

let server: Server;
let editor: Editor;
beforeAll(async () => {
  server = await Server.start();
  editor = await Editor.open(server.n8n.url);
  await editor.signIn();
}, HOST_MS);
afterAll(async () => {
  await editor?.close();
  await server?.stop();
}, HOST_MS);

const people = [{ json: { user_id: 'user1', given: 'Anna', product_name: 'shoes', product_price: 80 } }];

/** Opens a new node behind people. */
const open = async (type: string, parameters: object, account: { readonly id: string; readonly name: string }) => {
  const { id } = await server.save({
    name: `Variables of ${type}`,
    nodes: [
      { ...{ id: 'start', name: 'People', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 }, position: [0, 0], parameters: {} },
      {
        ...{ id: 'send', name: 'Send', type: `n8n-nodes-campaigns.${type}`, typeVersion: 2, position: [220, 0], parameters },
        credentials: { [`${type}Api`]: account },
      },
    ],
    connections: { People: { main: [[{ node: 'Send', type: 'main', index: 0 }]] } },
    pinData: { People: people },
    settings: { executionOrder: 'v1' },
  });
  await editor.openNode(id, 'Send');
};

it(
  'the campaign that is picked brings its fields, one is mapped, and the outbox shows the value',
  async () => {
    await open('braze', { resource: 'campaign', operation: 'trigger' }, await server.credential('Braze variables', 'brazeApi', server.brazeData()));
    expect(await editor.saidOfVariables("Choose 'Campaign' first")).toContain('Mapping Column Mode');
    await editor.photograph('variables-none');
    await editor.pick('campaignId', 'Demo Campaign');
    await editor.saidOfVariables("'product_name', 'product_price', 'first_name'");
    await editor.photograph('variables-automatic');
    expect(await editor.mapEach()).toEqual(['product_name', 'product_price', 'first_name']);
    await editor.dragOntoVariable('given', 'first_name');
    await editor.fillVariable('product_name', 'boots');
    await editor.photograph('variables-each');
    await editor.execute();
    await editor.outputWith('accepted');
    const { body } = server.sandbox.requests().findLast(({ path }) => path.endsWith('/trigger/send'))!;
    expect(JSON.parse(body)).toMatchObject({
      recipients: [{ external_user_id: 'user1', trigger_properties: { first_name: 'Anna', product_name: 'boots' } }],
    });
    expect(body).not.toContain('product_price');
    const shown = await fetch(`${server.sandbox.url}/_sandbox/messages?user=user1`);
    expect(await shown.text()).toContain('Hello Anna');
    await editor.photograph('variables-sent');
    await editor.closeNode();
  },
  STEPS_MS,
);

it(
  'names are entered once where the vendor does not tell them',
  async () => {
    await open('bryj', { campaignId: 'CMP_demo_welcome' }, await server.credential('Bryj variables', 'bryjApi', server.accountData()));
    await editor.saidOfVariables('Bryj does not tell the names');
    await editor.fill('variableNames', 'firstname, lastname, contractnumber');
    expect(await editor.mapEach()).toEqual(['firstname', 'lastname', 'contractnumber']);
    await editor.fillVariable('firstname', 'Ada');
    await editor.fillVariable('lastname', 'Byron');
    await editor.fillVariable('contractnumber', '1815');
    await editor.photograph('variables-bryj');
    await editor.execute();
    await editor.outputWith('request_id');
    const { body } = server.sandbox.requests().findLast(({ path }) => path.endsWith('/campaigns/trigger'))!;
    expect(JSON.parse(body)).toMatchObject({
      messages: [{ user_id: 'user1', template_variables: { firstname: 'Ada', lastname: 'Byron', contractnumber: '1815' } }],
    });
    await editor.closeNode();
  },
  STEPS_MS,
);
