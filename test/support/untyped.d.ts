declare module 'node-red-node-test-helper';
declare module '@node-red/nodes/core/sequence/17-split.js';
