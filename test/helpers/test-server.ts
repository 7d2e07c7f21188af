import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import type {IncomingMessage, RequestListener, ServerResponse} from 'node:http';
import {createServer} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import type {AddressInfo, Server} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {gzipSync} from 'node:zlib';

/** A server on this machine whose behavior depends on the requested path. */
export type TestServer = {
	/** `http://127.0.0.1:40123`, without a slash. */
	readonly origin: string;
	readonly host: string;
	/** The requests, in the order of their arrival. */
	readonly requests: readonly ReceivedRequest[];
	/** The most requests in progress at the same time. */
	readonly peak: () => number;
	readonly close: () => Promise<void>;
};

type ReceivedRequest = {readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers']};

export function startServer(): Promise<TestServer> {
	const requests: ReceivedRequest[] = [];
	let inProgress = 0;
	let peak = 0;
	let turn = Promise.resolve<unknown>(undefined);
	const answers: Readonly<Record<string, (reply: ServerResponse, ms: number) => unknown>> = {
		async '/delay'(reply, ms) {
			await wait(ms);
			reply.end('late');
		},
		async '/in-turn'(reply, ms) {
			turn = turn.then(() => wait(ms));
			await turn;
			reply.end('my turn');
		},
		async '/chunks'(reply, ms) {
			reply.setHeader('content-length', 4000);
			await pieces(reply, ms);
		},
		async '/no-length'(reply, ms) {
			await pieces(reply, ms);
		},
		'/gzip'(reply) {
			reply.setHeader('content-encoding', 'gzip');
			reply.end(gzipSync('x'.repeat(5000)));
		},
		'/redirect'(reply) {
			reply.writeHead(302, {location: '/delay?20'}).end();
		},
		'/around'(reply) {
			reply.writeHead(302, {location: '/around'}).end();
		},
		'/404': reply => reply.writeHead(404).end('no such page'),
		'/503': reply => reply.writeHead(503).end(),
		'/reset': reply => reply.socket?.destroy(),
		'/not-http': reply => reply.socket?.end('220 mail.example.com ESMTP\r\n\r\n'),
		async '/cut-short'(reply) {
			reply.setHeader('content-length', 4000);
			reply.write('x'.repeat(1000));
			await wait(20);
			reply.socket?.destroy();
		},
		async '/endless'(reply) {
			while (!reply.destroyed) {
				reply.write('more');
				await wait(10);
			}
		},
	};

	const answer: RequestListener = async (request, reply) => {
		const {method = '', url = '', headers} = request;
		requests.push({method, path: url, headers});
		peak = Math.max(peak, ++inProgress);
		reply.once('close', () => inProgress--);
		const [path = '', query = ''] = url.split('?');
		await answers[path]?.(reply, Number.parseFloat(query) || 0);
	};
	return listen(createServer(answer), 'http', {requests, peak: () => peak});
}

/** Starts a server with a certificate that is not trusted. Undefined without openssl, which makes the certificate. */
export function startUntrusted(): Promise<TestServer> | undefined {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	try {
		const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
		const about = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
		execFileSync('openssl', ['req', ...kind, '-keyout', key, '-out', cert, ...about], {stdio: 'ignore'});
		const server = createTlsServer({key: readFileSync(key), cert: readFileSync(cert)}, (_, reply) => reply.end());
		return listen(server, 'https', {requests: [], peak: () => 0});
	} catch {
		return undefined;
	} finally {
		rmSync(folder, {recursive: true});
	}
}

async function listen(
	server: Server & {closeAllConnections: () => void},
	protocol: string,
	counters: Pick<TestServer, 'requests' | 'peak'>,
): Promise<TestServer> {
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		origin: `${protocol}://${host}`,
		host,
		...counters,
		close() {
			server.closeAllConnections();
			return new Promise(resolve => server.close(() => resolve()));
		},
	};
}

/** Sends a body in four pieces. */
async function pieces(reply: ServerResponse, ms: number): Promise<void> {
	for (let piece = 0; piece < 4; piece++) {
		reply.write('x'.repeat(1000));
		await wait(ms / 4);
	}
	reply.end();
}
