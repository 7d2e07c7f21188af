// rule: no-exit (info)
// The top level ends, and what lines 8 and 9 made keeps the process alive.
import http from 'node:http';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';

const server = http.createServer();
setInterval(() => {}, 1000);
server.listen(0, '127.0.0.1');
await sleep(20);
setTimeout(() => process.kill(process.pid, 'SIGTERM'), 1400).unref();
