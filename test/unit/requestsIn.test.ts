import { requestsIn } from '../../node-red/runtime/poller';

/** The requests that *report in* is asked for, in the forms in which *trigger batch* says them. */
it.each([
  [{ payload: { request_id: 'a' } }, ['a']],
  [{ payload: { requestId: ' a ' } }, ['a']],
  [{ payload: [{ user_id: 'x', request_id: 'a' }, { user_id: 'y', request_id: 'a' }, { request_id: 'b' }, { error: 'c' }] }, ['a', 'b']],
  [{ requestId: 'a', payload: [{ request_id: 'b' }] }, ['a']],
  [{ requestId: ['a', 'b', 'a'] }, ['a', 'b']],
  [{ payload: 'poll' }, []],
  [{ payload: [null, 3, { request_id: '' }] }, []],
])('in %j are %j', (message, expected) => {
  expect(requestsIn(message as never)).toEqual(expected);
});
