// What keeps a process alive, made in each of these lines; what does not, in the others.
import {spawn} from 'node:child_process';
import net from 'node:net';
import process from 'node:process';
import {Worker} from 'node:worker_threads';

process.stdin.pause();
setTimeout(() => {}, 4000); // setTimeout of 4000 ms
setInterval(() => {}, 2000); // setInterval of 2000 ms
setTimeout(() => {}, 3000).unref();
clearInterval(setInterval(() => {}, 10));
const server = net.createServer(socket => socket.on('error', () => {}));
server.listen(0, '127.0.0.1'); // a server that listens on port
net.createServer().unref().listen(0, '127.0.0.1').unref();
const closed = net.createServer().listen(0, '127.0.0.1', () => closed.close());
server.on('listening', () => {
	net.connect(server.address().port, '127.0.0.1').resume(); // a connection
});
spawn('sleep', ['9'], {stdio: 'ignore'}).unref();
spawn('sleep', ['4'], {stdio: 'ignore'}); // process sleep
new Worker('setTimeout(() => {}, 4000)', {eval: true, name: 'resting'}); // worker resting
setTimeout(() => process.exit(), 2000).unref();
