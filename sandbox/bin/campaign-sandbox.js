#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const cli = join(__dirname, '..', 'dist', 'cli.js');
if (existsSync(cli)) {
  require(cli);
} else {
  console.error('campaign-sandbox is not built yet: run npm run build first.');
  process.exitCode = 1;
}
