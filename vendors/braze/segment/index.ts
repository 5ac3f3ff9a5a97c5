import { cancelExport } from './cancelExport';
import { exportSegment } from './export';
import { get } from './get';
import { getMany } from './getMany';
import { getSeries } from './getSeries';

/** Segments: Braze document, "Segment Export" and "Users by Segment Endpoint". */
export const segment = { label: 'Segment', operations: { export: exportSegment, get, getMany, getSeries, cancelExport } };
