import type { FastifyInstance } from 'fastify';
import { isGiven } from '../checks';
import { post, type Body } from '../endpoint';
import { iso } from '../exports/iso';
import { flag, text, type Query } from '../exports/query';
import { bad } from '../exports/refusals';
import { newId } from '../outbox/batch';
import type { BrazeState } from '../state';
import { blocksIn, inclusionsOf, liquidTagOf, type ContentBlock } from './library';
import { modifiedRoute } from './listed';
import { tagsIn } from './tags';

/** "Content must be smaller than 50kb." */
const TOO_LARGE = 50 * 1024;
const TOO_LONG_NAME = 100;
const TOO_LONG_DESCRIPTION = 250;

/** The pages "... Content Block" below "Templates". */
export function contentBlockRoutes(app: FastifyInstance, state: BrazeState): void {
  const { library } = state;

  modifiedRoute(app, '/content_blocks/list', {
    member: 'content_blocks',
    noun: 'Content Block',
    things: () => library.blocks.values(),
    rowOf: (block) => ({ ...rowOf(state, block), liquid_tag: liquidTagOf(block.name) }),
  });

  app.get<{ Querystring: Query }>('/content_blocks/info', async ({ query }) => {
    const block = blockOf(state, text(query, 'content_block_id'));
    return {
      ...rowOf(state, block),
      content: block.content,
      description: block.description,
      ...(flag(query, 'include_inclusion_data') && { inclusion_data: inclusionsOf(block.name, state.campaigns.values()) }),
      message: 'success',
    };
  });

  post(app, state, '/content_blocks/create', (body) => {
    const name = nameIn(state, body.name);
    const content = contentIn(body.content, name);
    const now = state.world.now();
    const description = descriptionIn(body) ?? '';
    const block: ContentBlock = {
      ...{ id: newId(), name, content, description, state: stateIn(body) ?? 'active', tags: tagsIn(body.tags, library) ?? [] },
      ...{ createdAt: now, editedAt: now },
    };
    return { answer: saved(block), effect: () => void library.blocks.set(block.id, block) };
  });

  post(app, state, '/content_blocks/update', (body) => {
    const block = blockOf(state, body.content_block_id);
    const name = isGiven(body.name) && body.name !== block.name ? nameIn(state, body.name) : block.name;
    if (name !== block.name && block.state === 'active') throw bad('Content Block name cannot be updated for active Content Blocks.');
    const content = isGiven(body.content) ? contentIn(body.content, name) : block.content;
    const to = stateIn(body) ?? block.state;
    if (block.state === 'active' && to === 'draft') throw bad('Active Content Block can not be updated to Draft. Please create a new Content Block.');
    const changes = {
      ...{ name, content, description: descriptionIn(body) ?? block.description },
      ...{ state: to, tags: tagsIn(body.tags, library) ?? block.tags, editedAt: state.world.now() },
    };
    return { answer: saved({ ...block, ...changes }), effect: () => void Object.assign(block, changes) };
  });
}

function rowOf(state: BrazeState, { id, name, content, tags, createdAt, editedAt }: ContentBlock) {
  return {
    ...{ content_block_id: id, name, content_type: /<[a-z!/]/i.test(content) ? 'html' : 'text' },
    ...{ inclusion_count: inclusionsOf(name, state.campaigns.values()).length, created_at: iso(createdAt), last_edited: iso(editedAt), tags },
  };
}

const saved = ({ id, name, createdAt }: ContentBlock) => ({
  ...{ content_block_id: id, liquid_tag: liquidTagOf(name), created_at: iso(createdAt), message: 'success' },
});

function blockOf({ library }: BrazeState, id: unknown): ContentBlock {
  if (!isGiven(id) || id === '') throw bad('Content Block ID cannot be blank.');
  const block = library.blocks.get(id as string);
  if (block === undefined) throw bad('Content Block ID is invalid for this App Group.');
  return block;
}

function nameIn({ library }: BrazeState, given: unknown): string {
  if (typeof given !== 'string' || given.trim() === '') throw bad('Content Block name cannot be blank.');
  if (given.length >= TOO_LONG_NAME) throw bad('Content Block name must be a shorter than 100 characters.');
  if (!/^[A-Za-z0-9_-]+$/.test(given)) throw bad('Content Block name can only contain alphanumeric characters.');
  if (library.blockNamed(given)) throw bad('Content Block with this name already exists.');
  return given;
}

function contentIn(given: unknown, name: string): string {
  if (isGiven(given) && typeof given !== 'string') throw bad('Content must be a string.');
  if (typeof given !== 'string' || given.trim() === '') throw bad('Content cannot be blank.');
  if (Buffer.byteLength(given) >= TOO_LARGE) throw bad('Content must be smaller than 50kb.');
  if ((given.match(/\{\{/g) ?? []).length > (given.match(/\}\}/g) ?? []).length) throw bad('Content contains malformed liquid.');
  if (blocksIn(given).includes(name)) throw bad('Content Block cannot be referenced within itself.');
  return given;
}

function descriptionIn({ description }: Body): string | undefined {
  if (!isGiven(description)) return undefined;
  if (typeof description !== 'string') throw bad('Content Block description must be a string.');
  if (description.trim() === '') throw bad('Content Block description cannot be blank.');
  if (description.length >= TOO_LONG_DESCRIPTION) throw bad('Content block description must be shorter than 250 characters.');
  return description;
}

function stateIn({ state }: Body): 'active' | 'draft' | undefined {
  if (!isGiven(state)) return undefined;
  if (state !== 'active' && state !== 'draft') throw bad('Content Block state must be either Active or Draft.');
  return state;
}
