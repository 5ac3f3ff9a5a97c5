import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { call, type Overview } from './api';

/** Changes in quick succession are read at once. */
const PAUSE_MS = 300;

/** The sandbox as of its last change. */
export interface Live {
  readonly overview: Overview | undefined;
  /** Incremented with every change, so that whoever shows something reads it again. */
  readonly version: number;
  readonly isConnected: boolean;
  /** The sandbox's clock, now. */
  now(): number;
  /** Reads everything again, after a change that was made here. */
  refresh(): void;
  say(text: string): void;
}

export const LiveContext = createContext<Live>(undefined as unknown as Live);
export const useLive = (): Live => useContext(LiveContext);

/** Follows the sandbox's announcements of changes. */
export function useSandbox(say: (text: string) => void): Live {
  const [overview, setOverview] = useState<Overview>();
  const [version, setVersion] = useState(0);
  const [isConnected, setConnected] = useState(false);
  const ahead = useRef(0);
  const timer = useRef<number>(undefined);

  const read = async (): Promise<void> => {
    try {
      const next = await call<Overview>('GET', '/overview');
      ahead.current = next.now - Date.now();
      setOverview(next);
      setVersion((before) => before + 1);
    } catch (error) {
      say((error as Error).message);
    }
  };
  const refresh = (): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
    void read();
  };
  useEffect(() => {
    const events = new EventSource('/_sandbox/events');
    events.onopen = () => setConnected(true);
    events.onerror = () => setConnected(false);
    events.onmessage = () => {
      timer.current ??= window.setTimeout(refresh, PAUSE_MS);
    };
    return () => events.close();
  }, []);
  return { overview, version, isConnected, now: () => Date.now() + ahead.current, refresh, say };
}

/** An answer of a control route, read again with every change. While it is read, the last one stays. */
export function useAnswer<T>(path: string | undefined): T | undefined {
  const { version, say } = useLive();
  const [kept, setKept] = useState<{ path: string; answer: T }>();
  useEffect(() => {
    if (path === undefined) return undefined;
    let isWanted = true;
    call<T>('GET', path).then(
      (answer) => isWanted && setKept({ path, answer }),
      (error: Error) => isWanted && say(error.message),
    );
    return () => void (isWanted = false);
  }, [path, version]);
  return path === undefined ? undefined : kept?.answer;
}
