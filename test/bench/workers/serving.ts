import { peakBytes } from './peak';

/** Says to the process that started this one what it serves, and when it is told to stop, how much memory it took. */
export const serving = (start: () => Promise<{ readonly ready: object; readonly close: () => Promise<unknown> }>): void => {
  start().then(
    ({ ready, close }) => {
      process.once('message', () => {
        const peak = peakBytes();
        void close().then(() => process.send!(peak, () => process.disconnect()));
      });
      process.send!(ready);
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
};
