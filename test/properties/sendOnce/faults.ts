import fc from 'fast-check';

/**
 * What becomes of one request. `processed`: the vendor has done what it was asked for, although its answer does not say so. Where the vendor's document
 * gives an answer a meaning, the meaning decides and not this.
 */
export type Fault =
  /** All is well; a vendor may have several ways to say so. */
  | { readonly kind: 'ok'; readonly which: number }
  /** One of the vendor's own answers: a documented refusal, a notice that nothing is sent, an error of one entry. */
  | { readonly kind: 'said'; readonly which: number }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: string | undefined; readonly html: boolean; readonly processed: boolean }
  /** A 2xx with a body in no form that was promised. */
  | { readonly kind: 'odd'; readonly status: number; readonly body: string; readonly processed: boolean }
  /** No connection was made. */
  | { readonly kind: 'refused' }
  /** Reset, or silence for ever. `whole`: the body had arrived by then; without that nothing can have been processed. */
  | { readonly kind: 'cut'; readonly whole: boolean; readonly processed: boolean };

export const OK: Fault = { kind: 'ok', which: 0 };

/** Malformed, empty, foreign, of a proxy, or merely another one than is promised. */
export const ODD_BODIES = [
  '{"message":"success,,',
  'OK',
  '',
  'null',
  '{}',
  '[]',
  '"success"',
  '{"message":"accepted for processing"}',
  '{"ok":true}',
  '{"status":"error"}',
  '{"result":"not yet complete"}',
  '{"nachricht":"erfolgreich"}',
  '<html><body><h1>Down for maintenance</h1></body></html>',
] as const;

const retryAfters = fc.constantFrom(undefined, '0', '2', '30', '3600', '-5', '1.5', '5, 7', '1e20', '', 'soon', 'Thu, 15 Jan 2026 12:00:40 GMT');

const statusOf = (statuses: readonly number[]): fc.Arbitrary<Fault> =>
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(...statuses),
    retryAfter: retryAfters,
    html: fc.boolean(),
    processed: fc.boolean(),
  });

export const faults: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('ok' as const), which: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('said' as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: statusOf([429]) },
  { weight: 2, arbitrary: statusOf([500, 502, 503]) },
  { weight: 2, arbitrary: statusOf([301, 302, 307, 401, 403, 404, 408, 409, 413, 422]) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('odd' as const),
      status: fc.constantFrom(200, 200, 201, 202, 204),
      body: fc.constantFrom(...ODD_BODIES),
      processed: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'refused' }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cut' as const), whole: fc.boolean(), processed: fc.boolean() }) },
);

/** What reads meet: less often trouble. */
export const readFaults: fc.Arbitrary<Fault> = fc.oneof({ weight: 3, arbitrary: fc.constant(OK) }, { weight: 2, arbitrary: faults });
