import { BrazeBench, START } from '../brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const BLOCK = 'bbbbbbbb-0000-4000-8000-000000000001';
const DRAFT = 'bbbbbbbb-0000-4000-8000-000000000002';
const TEMPLATE = 'eeeeeeee-0000-4000-8000-000000000001';

const names = async (query = ''): Promise<unknown[]> =>
  ((await bench.get(`/content_blocks/list${query}`)).body.content_blocks as { name: string }[]).map(({ name }) => name);
const said = async (answer: Promise<{ status: number; body: { message: string } }>) => {
  const { status, body } = await answer;
  return `${status} ${body.message}`;
};

describe('content blocks', () => {
  it('that are created are listed, and can be read and changed', async () => {
    const made = await bench.post('/content_blocks/create', { name: 'header', content: '<h1>Hi</h1>', description: 'Top', state: 'draft', tags: ['sale'] });
    expect(made).toMatchObject({ status: 201, body: { liquid_tag: '{{content_blocks.${header}}}', created_at: '2022-05-10T12:00:00+00:00' } });
    const { content_block_id } = made.body;
    expect(await names()).toEqual(['footer_spring', 'teaser_draft', 'greeting', 'header']);
    await bench.advance(60_000);
    const changed = await bench.post('/content_blocks/update', { content_block_id, name: 'head', content: 'Hi', state: 'active' });
    expect(changed.body).toEqual({ ...made.body, liquid_tag: '{{content_blocks.${head}}}' });
    expect((await bench.get(`/content_blocks/info?content_block_id=${String(content_block_id)}`)).body).toEqual({
      ...{ content_block_id, name: 'head', content: 'Hi', description: 'Top', content_type: 'text', tags: ['sale'] },
      ...{ inclusion_count: 0, created_at: '2022-05-10T12:00:00+00:00', last_edited: '2022-05-10T12:01:00+00:00', message: 'success' },
    });
  });

  it('are listed without a message, by the time of their last change and in pages', async () => {
    expect(Object.keys((await bench.get('/content_blocks/list')).body).sort()).toEqual(['content_blocks', 'count']);
    expect(await names('?limit=2')).toEqual(['footer_spring', 'teaser_draft']);
    expect(await names('?limit=2&offset=2')).toEqual(['greeting']);
    const from = new Date(START - 28 * 86_400_000).toISOString().replace('Z', '000');
    expect(await names(`?modified_after=${from}`)).toEqual(['teaser_draft', 'greeting']);
    expect(await names(`?modified_before=${from}`)).toEqual(['footer_spring', 'teaser_draft']);
  });

  it.each([
    ['offset=0', 'Offset must be greater than 0.'],
    ['offset=x', 'Offset is invalid.'],
    ['limit=0', 'Content Block number limit must be greater than 0.'],
    ['limit=1001', 'Content Block number limit exceeds maximum of 1000.'],
    ['modified_after=soon', 'Modified after time is invalid.'],
    ['modified_after=2022-01-02&modified_before=2022-01-01', 'Modified after time must be earlier than or the same as modified before time.'],
  ])('are not listed for %s', async (query, message) => {
    expect(await said(bench.get(`/content_blocks/list?${query}`))).toBe(`400 ${message}`);
  });

  it.each<[object, string]>([
    [{ name: 'a b' }, 'Content Block name can only contain alphanumeric characters.'],
    [{ name: 'x'.repeat(100) }, 'Content Block name must be a shorter than 100 characters.'],
    [{ name: 'greeting' }, 'Content Block with this name already exists.'],
    [{ content: '' }, 'Content cannot be blank.'],
    [{ content: 7 }, 'Content must be a string.'],
    [{ content: 'x'.repeat(51_200) }, 'Content must be smaller than 50kb.'],
    [{ content: '{{content_blocks.${header}}}' }, 'Content Block cannot be referenced within itself.'],
    [{ content: '{{x' }, 'Content contains malformed liquid.'],
    [{ description: 'x'.repeat(250) }, 'Content block description must be shorter than 250 characters.'],
    [{ state: 'sent' }, 'Content Block state must be either Active or Draft.'],
    [{ tags: 'sale' }, 'Tags must be an array.'],
    [{ tags: [1] }, 'All Tags must be Strings.'],
    [{ tags: ['unheard of'] }, 'Some Tags could not be found.'],
  ])('are not created with %j', async (over, message) => {
    expect(await said(bench.post('/content_blocks/create', { name: 'header', content: 'Hi', ...over }))).toBe(`400 ${message}`);
    expect(await names()).toHaveLength(3);
  });

  it('that are active keep their name and cannot become drafts', async () => {
    const update = (content_block_id: string, over: object) => said(bench.post('/content_blocks/update', { content_block_id, ...over }));
    expect(await update(BLOCK, { name: 'other' })).toBe('400 Content Block name cannot be updated for active Content Blocks.');
    expect(await update(BLOCK, { state: 'draft' })).toBe('400 Active Content Block can not be updated to Draft. Please create a new Content Block.');
    expect(await update(DRAFT, { name: 'other', state: 'active' })).toBe('201 success');
    expect(await update('unknown', { content: 'x' })).toBe('400 Content Block ID is invalid for this App Group.');
  });
});

describe('email templates', () => {
  const list = async () => (await bench.get('/templates/email/list?offset=0')).body.templates as { template_name: string }[];

  it('that are created are listed, and can be read and changed; two may have one name', async () => {
    const create = () => bench.post('/templates/email/create', { template_name: 'Welcome', subject: 'Hi', body: '<p>Hi</p>', tags: ['demo'] });
    const [one, other] = [await create(), await create()];
    expect(one.body.email_template_id).not.toBe(other.body.email_template_id);
    expect((await list()).map(({ template_name }) => template_name)).toEqual(['Weekly newsletter', 'Welcome', 'Order receipt', 'Welcome', 'Welcome']);
    const { email_template_id } = one.body;
    expect((await bench.post('/templates/email/update', { email_template_id, preheader: 'New' })).body).toEqual({ message: 'success' });
    expect((await bench.get(`/templates/email/info?email_template_id=${String(email_template_id)}`)).body).toMatchObject({
      ...{ email_template_id, template_name: 'Welcome', subject: 'Hi', body: '<p>Hi</p>', preheader: 'New', plaintext_body: '', tags: ['demo'] },
    });
  });

  it.each<[string, object, string]>([
    ['create', { subject: 'Hi', body: 'Hi' }, 'Template Name is required'],
    ['create', { template_name: 'A', subject: 'Hi', body: 'Hi', tags: ['unheard of'] }, 'Some Tags could not be found.'],
    ['create', { template_name: 'A', subject: 'Hi', body: '{{content_blocks.${unheard_of}}}' }, 'Email must have valid content block names.'],
    ['update', { email_template_id: TEMPLATE }, 'At least one field to update must be specified'],
    ['update', { email_template_id: 'unknown', subject: 'Hi' }, 'email_template_id must be a string of the email template api identifier'],
  ])('%s refuses %j', async (which, body, message) => {
    expect(await said(bench.post(`/templates/email/${which}`, body))).toBe(`400 ${message}`);
    expect(await list()).toHaveLength(3);
  });
});
