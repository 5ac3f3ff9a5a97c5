import { peakBytes } from './peak';

/** What a job hands back, and what it took. */
export interface Took<T> {
  readonly result: T;
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Does the one job of this process, for the order in its arguments, and reports to the process that started it. */
export const job = <Order, Result>(work: (order: Order) => Promise<Result>): void => {
  const order = JSON.parse(process.argv[2]!) as Order;
  const start = performance.now();
  work(order).then(
    (result) => {
      const took: Took<Result> = { result, seconds: (performance.now() - start) / 1000, peakBytes: peakBytes() };
      process.send!(took, () => process.disconnect());
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : JSON.stringify(error)}\n`);
      process.exit(1);
    },
  );
};
