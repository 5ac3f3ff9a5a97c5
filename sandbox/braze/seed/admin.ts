import { DEMO_ID } from '../apps';
import type { BrazeState } from '../state';
import { DAY, madeId } from './ids';

/** RSA public keys made for the demo account; their private halves were thrown away. */
const PUBLIC_KEYS = [
  `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDX1zX5/SmXbAH6dlpkbnq0tW4A
G7QyZUlitgi+vAHBgC2cEpGQJi3z7t6w1zX3hLVuzRnPLnmB7g+oZgaSCpLCiUEN
aLghVs7Et7mduPbMdc2nN4KF4AhpRsfJ6dVHdLBSCuDJRGcyPKRVKHXcKc56gZVh
5CjoRsoraU8XxoXArQIDAQAB
-----END PUBLIC KEY-----`,
  `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCu4xrtRlJanSFjOHipCimguWke
cVkYh/6xj13jiMyWDGw2PhMFtT4v1exC3s27LqZbfWdY0HJg1PIQcEBEt+NEZ/7N
1qQqQJF5p3L99c7cA6rFs+iK6QwipAej5cCuaDF3JL1+OrFqAiY4cvzxUWTDg8cS
ORnnzO9sZRVD1UN3FwIDAQAB
-----END PUBLIC KEY-----`,
];

/** A preference center, and two SDK authentication keys of the document's app. */
export function plantAdmin({ centers, sdkKeys, world }: BrazeState): void {
  const createdAt = world.now() - 40 * DAY;
  const id = madeId('d', 1);
  centers.set(id, {
    ...{ id, name: 'demo-center', title: 'Your choice', page: '<h1>Your choice</h1>', confirmation: '<p>Thank you.</p>' },
    ...{ state: 'active', options: {}, createdAt, updatedAt: createdAt },
  });
  for (const [index, publicKey] of PUBLIC_KEYS.entries()) {
    const keyId = madeId('c', index + 1);
    sdkKeys.set(keyId, { id: keyId, appId: DEMO_ID, publicKey, description: `Key ${index + 1}`, isPrimary: index === 0 });
  }
}
