/** Loaded into a host before its own program: at SIGWINCH it collects what nobody holds, and writes down how much memory is held. */
const { renameSync, writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const file = process.env.SOAK_HEAP;

process.on('SIGWINCH', () => {
  // What is only let go of by the first is collected by the second.
  collect();
  collect();
  writeFileSync(`${file}.new`, JSON.stringify(process.memoryUsage()));
  renameSync(`${file}.new`, file);
});
