/** Waits until something holds, looking whenever one of those that listen is told of news. */
export const untilHeard = (heard: Set<() => void>, holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      heard.delete(look);
      resolve();
    };
    heard.add(look);
    look();
  });
