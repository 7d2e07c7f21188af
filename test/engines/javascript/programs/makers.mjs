// Prints how what makes timers, servers and connections looks, and the stacks of errors that come out of it.
import http from 'node:http';
import net from 'node:net';
import timers from 'node:timers';

console.log(setInterval.name, setInterval.length, Reflect.ownKeys(setInterval), timers.setInterval === setInterval);
console.log(net.Server.prototype.listen.name, Object.keys(net.Server.prototype).includes('listen'));
console.log(net.Socket.prototype.connect === new net.Socket().connect, net.Socket.prototype.connect.length);

for (const fail of [() => net.createServer().listen(70_000), () => net.connect(70_000), () => net.connect({})]) {
	try {
		fail();
	} catch (error) {
		console.log(error.stack);
	}
}

class Own extends http.Server {
	constructor() {
		super();
		this.listen = () => 'its own';
	}
}

class Calls extends net.Server {
	listen(...given) {
		return super.listen(...given);
	}
}

console.log(new Own().listen(), Object.keys(new Own()).includes('listen'));
const server = new Calls().listen(0, '127.0.0.1', () => {
	console.log(server.listening);
	const {listen} = net.Server.prototype;
	net.Server.prototype.listen = function () {
		return listen.call(this, 0, '127.0.0.1', () => this.close());
	};
	net
		.createServer()
		.listen()
		.on('close', () => console.log('closed'));
	server.close();
});
