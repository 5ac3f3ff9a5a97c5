import { Book, type Said } from '../../e2e/soak/book';

/** What is wrong where a host said this of a person, one try after the other, and the vendor accepted the person so often. */
const wrong = (said: readonly Said[], count: number): readonly string[] => {
  const book = new Book();
  book.open({ id: 'send', people: ['zoe'] });
  for (const each of said) book.note('zoe', each);
  return book.against(new Map(count === 0 ? [] : [['zoe', count]]));
};

it.each<readonly [said: readonly Said[], count: number]>([
  [['sent'], 1],
  [['failed'], 0],
  [['unknown'], 0],
  [['unknown'], 1],
  [['cut off'], 0],
  [['cut off'], 1],
  [['cut off', 'sent'], 1],
  [['cut off', 'skipped'], 1],
  [['cut off', 'unknown'], 1],
  [['cut off', 'failed'], 0],
])('%p and accepted %d times agree', (said, count) => expect(wrong(said, count)).toEqual([]));

it.each<readonly [said: readonly Said[], count: number, words: string]>([
  [['sent'], 2, 'zoe: accepted 2 times; said: sent'],
  [['unknown'], 2, 'zoe: accepted 2 times; said: unknown'],
  [['cut off', 'sent'], 2, 'zoe: accepted 2 times; said: cut off, then sent'],
  [['sent'], 0, 'zoe: never accepted; said: sent'],
  [['cut off', 'skipped'], 0, 'zoe: never accepted; said: cut off, then skipped'],
  [['failed'], 1, 'zoe: accepted; said: failed'],
  [[], 0, 'zoe: nothing is said of this person, who was accepted 0 times'],
])('%p and accepted %d times do not', (said, count, words) => expect(wrong(said, count)).toContain(words));

it('somebody whom nobody was to send to is named', () => {
  expect(new Book().against(new Map([['eve', 1]]))).toEqual(['eve: accepted, although nobody was to send to this person']);
});

it('a send that was cut off is so for all of its people', () => {
  const book = new Book();
  const send = { id: 'send', people: ['zoe', 'ann'] };
  book.open(send);
  book.cutOff(send);
  expect(book.counts()).toEqual({ 'cut off': 2 });
});
