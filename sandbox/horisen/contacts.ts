/** Contact fields that a segmentation can test (HORISEN Campaign API, 4.9 "SegmentationRule"); the two options are stored separately. */
export const CONTACT_FIELDS = [
  ...['first_name', 'last_name', 'second_name', 'nick_name', 'gender', 'birthday', 'salutation', 'title', 'language', 'nationality'],
  ...['mobile', 'email', 'phone', 'address', 'zip', 'city', 'region', 'country'],
  ...['b_company', 'b_mobile', 'b_email', 'b_phone', 'b_reception_code', 'b_address', 'b_zip', 'b_city', 'b_region', 'b_country', 'b_job_title'],
  ...['b_department', 'column_1', 'column_2'],
] as const;
export const OPTION_FIELDS = ['subscription_options_in', 'subscription_options_out'] as const;

/** A person on a list. A change creates a new object, so that messages already sent stay unchanged. */
export interface Contact {
  readonly id: string;
  readonly lists: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly subscription_options_in: readonly string[];
  readonly subscription_options_out: readonly string[];
}

/** The contacts of the account, and the names of its lists. */
export class Contacts {
  readonly lists = new Map<string, string>();
  private readonly people = new Map<string, Contact>();
  /** Incremented with every change. */
  version = 0;

  get(id: string): Contact | undefined {
    return this.people.get(id);
  }

  put(contact: Contact): void {
    this.people.set(contact.id, contact);
    this.version++;
  }

  all(): Iterable<Contact> {
    return this.people.values();
  }

  /** Everyone on any of the lists, without duplicates. */
  onLists(lists: readonly string[]): Contact[] {
    return [...this.people.values()].filter((contact) => contact.lists.some((list) => lists.includes(list)));
  }

  clear(): void {
    this.people.clear();
    this.lists.clear();
    this.version++;
  }
}
