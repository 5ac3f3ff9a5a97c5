import { Refusal } from '../refusals';

export const bad = (message: string): Refusal => new Refusal(400, message);
export const limited = (message: string): Refusal => new Refusal(429, message);
