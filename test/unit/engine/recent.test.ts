import { Recent } from '../../../engine/base/recent';

it('makes a value once, and forgets the one that was not used for longest', () => {
  const recent = new Recent<object>(2);
  const make = jest.fn((): object => ({}));
  const a = recent.of('a', make);
  recent.of('b', make);
  expect(recent.of('a', make)).toBe(a);
  recent.of('c', make);
  expect(make).toHaveBeenCalledTimes(3);
  expect(recent.of('a', make)).toBe(a);
  recent.of('b', make);
  expect(make).toHaveBeenCalledTimes(4);
});
