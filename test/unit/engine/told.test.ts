import { CampaignError, told, type Failure } from '../../../engine';
import { ITEMS } from '../../../engine/base/words';

const ENTRIES = { ...ITEMS, item: 'entry', items: 'entries' };

const error = (message: string, over: Partial<Failure> = {}, items: readonly number[] = [2]): CampaignError =>
  new CampaignError({ code: 'validation', reached: 'no', message, todo: 'Do.', ...over }, 'acme', 'thing.do', items);

describe('a place', () => {
  it.each<[string, Partial<Failure>, number, string]>([
    ['of one among several', {}, 9, 'Item 3: X.'],
    ['with the person', { person: 'u17' }, 9, "Item 3, user 'u17': X."],
    ['with the entry', { person: 'u17', entry: 4 }, 9, "Item 3, entry 4, user 'u17': X."],
    ['of the only item is not told', { person: 'u17' }, 1, 'X.'],
    ['of an entry of the only item', { person: 'u17', entry: 4 }, 1, "Entry 4, user 'u17': X."],
    ['shows what cannot be seen of the person', { person: 'u1\r' }, 9, "Item 3, user 'u1<U+000D>': X."],
  ])('%s', (_, over, total, message) => {
    expect(told(error('X.', over), 2, total, ITEMS)).toBe(message);
  });

  it('is in the words of the host', () => {
    expect(told(error('X.', { person: 'u17' }), 2, 9, ENTRIES)).toBe("Entry 3, user 'u17': X.");
  });

  it('does not name a person whom the message names', () => {
    expect(told(error("User 'u17' has no 'x'.", { person: 'u17' }), 2, 9, ITEMS)).toBe("Item 3: User 'u17' has no 'x'.");
  });

  it('of what many share is no one of them', () => {
    expect(told(error('X.', {}, [1, 2]), 2, 9, ITEMS)).toBe('X.');
  });
});

describe('a path', () => {
  it.each<[string, string, Partial<Failure>, string]>([
    ['of a plain field stays', "'Price' (price) is empty.", { field: 'price' }, "'Price' (price) is empty."],
    ['goes where the label says it', "'User ID' (messages[0].user_id) is empty.", { field: 'messages[0].user_id' }, "'User ID' is empty."],
    ['goes where the label says the member', "'a' in 'X' (x.a) is NaN.", { field: 'x.a' }, "'a' in 'X' is NaN."],
    [
      'is told as its member where the label says another thing',
      "'Attributes' (list[1].email) is no.",
      { field: 'list[1].email' },
      "'Attributes' (email) is no.",
    ],
    ['counts inner lists of an entry', "'Value' (groups[2].rules[0].value) is no.", { field: 'groups[2].rules[0].value' }, "'Value' (rules 1) is no."],
    ['shows what cannot be seen', "'X' (x.a\u200bb) is no.", { field: 'x.a\u200bb' }, "'X' (a<U+200B>b) is no."],
  ])('%s', (_, message, over, wanted) => {
    expect(told(error(message, { ...over, entry: 3 }), 0, 1, ITEMS)).toBe(`Entry 3: ${wanted}`);
  });

  it('counts the lists on the way from 1 where no entry is told', () => {
    const field = 'segmentation[0].rules[1].value';
    expect(told(error(`'Value' (${field}) is empty.`, { field }), 0, 1, ITEMS)).toBe("'Value' (segmentation 1, rules 2) is empty.");
  });

  it('is whole in the details', () => {
    const one = error("'User ID' (messages[0].user_id) is empty.", { field: 'messages[0].user_id' });
    expect(one.toJSON()).toMatchObject({ field: 'messages[0].user_id', message: "'User ID' (messages[0].user_id) is empty." });
  });
});
