/** A preference center; times are in milliseconds. */
export interface PreferenceCenter {
  readonly id: string;
  readonly name: string;
  title: string | null;
  page: string;
  confirmation: string;
  state: 'active' | 'draft';
  options: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  updatedAt: number;
}

/** An SDK authentication key. */
export interface SdkKey {
  readonly id: string;
  readonly appId: string;
  readonly publicKey: string;
  readonly description: string;
  isPrimary: boolean;
}
