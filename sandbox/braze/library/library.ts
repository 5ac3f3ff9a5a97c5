import type { CampaignFacts } from '../exports/account';

/** A content block; times are in milliseconds. */
export interface ContentBlock {
  readonly id: string;
  name: string;
  content: string;
  description: string;
  state: 'active' | 'draft';
  tags: readonly string[];
  readonly createdAt: number;
  editedAt: number;
}

/** An email template of the HTML editor. */
export interface EmailTemplate {
  readonly id: string;
  name: string;
  subject: string;
  body: string;
  plaintext: string;
  preheader: string;
  tags: readonly string[];
  inlineCss: boolean;
  readonly createdAt: number;
  editedAt: number;
}

/** An image of the media library. */
export interface Asset {
  readonly name: string;
  readonly size: number;
  readonly url: string;
  readonly ext: string;
}

/** The dashboard's "Templates & Media". */
export class Library {
  readonly blocks = new Map<string, ContentBlock>();
  readonly templates = new Map<string, EmailTemplate>();
  /** Tags can only be made in the dashboard. */
  readonly tags = new Set<string>();

  /** The media library, in order of creation. */
  readonly assets: Asset[] = [];

  clear(): void {
    this.assets.length = 0;
    for (const collection of [this.blocks, this.templates, this.tags]) collection.clear();
  }

  blockNamed(name: string): ContentBlock | undefined {
    return [...this.blocks.values()].find((block) => block.name === name);
  }
}

export const liquidTagOf = (name: string): string => `{{content_blocks.\${${name}}}}`;

/** Names of the content blocks that a text includes. */
export const blocksIn = (text: string): string[] => [...text.matchAll(/\{\{\s*content_blocks\.\$\{([^}]*)\}/g)].map(([, name]) => name as string);

/** The messages of campaigns that include a content block. */
export const inclusionsOf = (name: string, campaigns: Iterable<CampaignFacts>) =>
  [...campaigns].flatMap(({ id, messages }) =>
    messages.filter(({ body }) => blocksIn(body).includes(name)).map((message) => ({ campaign_id: id, message_variation_id: message.id })),
  );
