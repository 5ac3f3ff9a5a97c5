import type { FastifyInstance } from 'fastify';
import { sendpushRoutes } from './sendpush';
import type { MoEngageState } from './state';

/** Adds what answers at some paths of the API. */
export type Route = (app: FastifyInstance, state: MoEngageState) => void;

/** All that the API answers to. A further route is one file and one line here. */
export const routes: readonly Route[] = [sendpushRoutes];
