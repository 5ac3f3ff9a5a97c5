import { TransportError } from '../../../engine';
import { noAnswer } from '../../../engine/request/noAnswer';
import { addresses } from '../../../ports/addresses';

const said = (url: string) => noAnswer(url, new TransportError('the connection was refused', 'no'), addresses);
const SANDBOX = "Is the sandbox running? Start it, or check the account's base URL.";
const NETWORK = "Check the account's base URL and the network connection, then try again.";

it.each([
  ['http://127.0.0.1:4010/bryj/api?key=secret', 'the connection was refused (no answer from http://127.0.0.1:4010)', SANDBOX],
  ['http://localhost:4010', 'the connection was refused (no answer from http://localhost:4010)', SANDBOX],
  ['http://[::1]:4010/', 'the connection was refused (no answer from http://[::1]:4010)', SANDBOX],
  ['https://user:secret@rest.example.com/users', 'the connection was refused (no answer from https://rest.example.com)', NETWORK],
  ['http://10.0.0.7:4010/', 'the connection was refused (no answer from http://10.0.0.7:4010)', NETWORK],
  ['no address', 'the connection was refused', NETWORK],
])('of %s is said with its server, and with what to look at there', (url, words, todo) => {
  expect(said(url)).toEqual({ words, todo });
});
