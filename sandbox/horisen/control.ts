import type { FastifyInstance } from 'fastify';
import { isRecord, readJson } from '../server/body';
import { CONTACT_FIELDS, OPTION_FIELDS, type Contact } from './contacts';
import type { HorisenState } from './state';

/** Contacts, which the Campaign API cannot write. Not part of the vendor's API. */
export function controlRoutes(app: FastifyInstance, state: HorisenState): void {
  const { contacts } = state;

  app.get('/lists', async () => ({ lists: [...contacts.lists].map(([uuid, name]) => ({ uuid, name, contacts: contacts.onLists([uuid]).length })) }));

  app.get<{ Params: { id: string } }>('/contacts/:id', async (request, reply) => {
    const contact = contacts.get(request.params.id);
    return contact ?? reply.code(404).send({ error: 'No such contact' });
  });

  app.post('/contacts', async (request, reply) => {
    const body = await readJson(request);
    const fault = isRecord(body) ? contactFault(state, body) : 'Expected an object';
    if (fault !== undefined) return reply.code(400).send({ error: fault });
    const given = body as Partial<Contact> & { id: string };
    const old = contacts.get(given.id) ?? { lists: [], values: {}, subscription_options_in: [], subscription_options_out: [] };
    const contact: Contact = { ...old, ...given, values: { ...old.values, ...given.values } };
    // Messages that are due go to the people as they were.
    state.campaigns.settle();
    contacts.put(contact);
    return reply.code(201).send(contact);
  });
}

function contactFault({ contacts }: HorisenState, { id, values = {}, ...sets }: Record<string, unknown>): string | undefined {
  if (typeof id !== 'string' || id === '') return '"id" is missing';
  const known: readonly string[] = CONTACT_FIELDS;
  if (!isRecord(values) || !Object.entries(values).every(([name, value]) => known.includes(name) && typeof value === 'string'))
    return '"values" must be an object of contact fields';
  for (const [name, value] of Object.entries(sets)) {
    if (!['lists', ...OPTION_FIELDS].includes(name)) return `"${name}" is not known`;
    if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) return `"${name}" must be a list of UUIDs`;
    const unknown = name === 'lists' ? value.find((list) => !contacts.lists.has(list)) : undefined;
    if (unknown !== undefined) return `There is no list ${unknown}`;
  }
  return undefined;
}
