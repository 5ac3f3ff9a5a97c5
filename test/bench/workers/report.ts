import { runOne, type Owner } from './client';
import { job } from './job';

export interface ReportOrder {
  readonly owner: Owner;
  readonly requestId: string;
  /** The files of the report, if they are known; otherwise the vendor says where they are. */
  readonly links?: readonly string[];
}

export interface ReportRead {
  readonly rows: number;
  /** Whether each row named another person than the ones before; the sandbox gives them in order. */
  readonly allDifferent: boolean;
}

/** Reads a report to its end and keeps nothing of it. */
job(async ({ owner, requestId, links }: ReportOrder): Promise<ReportRead> => {
  const listed = links && { vendor: async () => ({ status: 200, headers: {}, body: { request_id: requestId, reports: links } }) };
  const output = await runOne(owner, 'batch.getReport', { request_id: requestId }, {}, listed);
  if (output.kind !== 'file') throw new Error(`The report is ${output.kind}`);
  let rows = 0;
  let allDifferent = true;
  let last = '';
  for await (const batch of output.rows()) {
    rows += batch.length;
    for (const { user_id: user } of batch) {
      if (typeof user !== 'string' || user <= last) allDifferent = false;
      else last = user;
    }
  }
  return { rows, allDifferent };
});
