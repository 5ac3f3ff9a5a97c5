import type { Part } from '../harness/part.mts';
import { csvCheck } from './csvCheck.mts';
import { csvUpload } from './csvUpload.mts';
import { editor } from './editor.mts';
import { forms } from './forms.mts';
import { hits } from './hits.mts';
import { ledger } from './ledger.mts';
import { linear, n8nLinear } from './linear.mts';
import { loader } from './loader.mts';
import { n8nBatch } from './n8nBatch.mts';
import { n8nReport } from './n8nReport.mts';
import { n8nSegment } from './n8nSegment.mts';
import { nodeRedReport } from './nodeRedReport.mts';
import { nodeRedTrack } from './nodeRedTrack.mts';
import { report } from './report.mts';
import { segment } from './segment.mts';
import { track } from './track.mts';

/** All parts, in the order of the table. */
export const parts: readonly Part[] = [
  ...[track, nodeRedTrack, n8nLinear, linear],
  ...[csvUpload, csvCheck],
  ...[report, n8nReport, nodeRedReport, n8nBatch],
  ...[segment, n8nSegment, ...hits, ledger],
  ...[loader, editor, forms],
];
