/** How often something was recorded for a person, and when: milliseconds. */
export interface TallyView {
  readonly name: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** A person whom a vendor knows. */
export interface ProfileView {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly aliases?: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events?: readonly TallyView[];
  readonly purchases?: readonly TallyView[];
  /** Read when a profile is shown, because there may be hundreds of segments. */
  segments(): readonly string[];
  /** Whether the person accepts messages, by channel. */
  readonly subscriptions?: Readonly<Record<string, string>>;
  /** What stands against emails to this address: `unsubscribed`, `hard bounce`, `reported spam`. */
  readonly emailStates?: readonly string[];
  readonly platforms?: readonly string[];
  /** When a request last changed the profile; absent: it is as it was from the start. */
  readonly trackedAt?: number;
}

/** A table of things that messages speak of, such as products. */
export interface CatalogView {
  readonly name: string;
  readonly description: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** Names of what messages can select from it. */
  readonly selections: readonly string[];
  /** Milliseconds. */
  readonly updatedAt: number;
}

/** A demo account as n8n stores it. */
export interface CredentialView {
  /** The name of n8n's credential type. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A group of requests that a fault can be switched on for, as in the faults' `match`. */
export interface OperationView {
  readonly label: string;
  readonly method?: string;
  readonly path: string;
}
