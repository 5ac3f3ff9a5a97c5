/** Every other number is somebody whom the sandbox knows, so that neighbours are answered differently. */
export const isKnown = (n: number): boolean => n % 2 === 0;

export const idOf = (n: number): string => (isKnown(n) ? `demo-${String(n + 1).padStart(4, '0')}` : `nobody-${n}`);
