import type { FastifyInstance } from 'fastify';
import type { BrazeState } from '../state';
import { duplicateRoute } from './duplicate';
import { canvasReads } from './reads';
import { canvasSeries } from './series';

/** Today's endpoints of Canvases, except those that trigger them. */
export function canvasRoutes(app: FastifyInstance, state: BrazeState): void {
  canvasReads(app, state);
  canvasSeries(app, state);
  duplicateRoute(app, state);
}
