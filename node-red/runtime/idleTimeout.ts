import { TransportError } from '../../engine';

/** Watches a connection and calls back if nothing has moved for too long. */
export interface IdleTimeout {
  /** Something moved, or is now awaited. */
  listen(): void;
  /** Nothing is awaited, because the reader takes its time. */
  pause(): void;
  /** Stops watching permanently. */
  end(): void;
}

/** Starts paused. */
export const idleTimeout = (ms: number, onIdle: (error: TransportError) => void): IdleTimeout => {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const pause = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    pause,
    end() {
      over = true;
      pause();
    },
    listen() {
      if (over) return;
      if (timer) timer.refresh();
      else timer = setTimeout(() => onIdle(new TransportError('no answer came in time', 'maybe')), ms);
    },
  };
};
