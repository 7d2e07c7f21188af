/**
 * Sends a request and reads its response to the end. A status of 400 or more is a failure. Aborts after `timeout` s.
 */
export async function request({url, timeout, ...options}, {signal}) {
	const late = AbortSignal.timeout(timeout * 1000);
	try {
		const reply = await follow(url, {...options, signal: AbortSignal.any([signal, late])});
		let bytes = 0;
		for await (const chunk of reply.body ?? []) {
			bytes += chunk.length;
		}
		if (reply.status >= 400) {
			throw new RequestError(`${reply.status} ${reply.statusText}`.trim());
		}
		return {status: reply.status, bytes};
	} catch (error) {
		if (signal.aborted || error instanceof RequestError) {
			throw error;
		}
		throw new RequestError(late.aborted ? `timed out after ${timeout} s` : explain(error, url));
	}
}

/** Follows up to 20 redirects. Removes credentials for another origin; `fetch` would remove only some of them. */
async function follow(url, {method, headers, signal}) {
	for (let left = 20; left >= 0; left--) {
		const reply = await fetch(url, {method, headers, signal, redirect: 'manual'});
		const location = reply.headers.get('location');
		if (![301, 302, 303, 307, 308].includes(reply.status) || location === null) {
			return reply;
		}
		await reply.body?.cancel();
		const next = new URL(location, url);
		if (next.origin !== new URL(url).origin) {
			headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !isSecret(name.toLowerCase())));
		}
		if (method !== 'HEAD' && (reply.status === 303 || (method === 'POST' && reply.status < 303))) {
			method = 'GET';
		}
		url = next.href;
	}
	throw new Error('redirect count exceeded');
}

function isSecret(header) {
	return ['authorization', 'cookie', 'proxy-authorization'].includes(header) || /key|token/.test(header);
}

class RequestError extends Error {
	name = 'RequestError';
}

/** Returns a sentence on why there was no response. */
function explain(error, url) {
	// A host with several IP addresses has one error each; the first is reported.
	const {name, code = '', message, hostname} = error.cause?.errors?.[0] ?? error.cause ?? error;
	const asked = new URL(url);
	const {host} = asked;
	const sentences = {
		ENOTFOUND: `unknown host "${hostname ?? asked.hostname}"`,
		EAI_AGAIN: `no DNS answer for "${hostname ?? asked.hostname}"`,
		ECONNREFUSED: `${host} refused the connection`,
		ECONNRESET: `${host} closed the connection`,
		EPIPE: `${host} closed the connection`,
		UND_ERR_SOCKET: `${host} closed the connection`,
		ETIMEDOUT: `${host} cannot be reached: timed out`,
		UND_ERR_CONNECT_TIMEOUT: `${host} cannot be reached: timed out`,
		EHOSTUNREACH: `${host} cannot be reached: no route`,
		ENETUNREACH: `${host} cannot be reached: no route`,
		EPROTO: `${host} does not speak TLS on this port`,
	};
	if (code in sentences) {
		return sentences[code];
	}
	if (/^ERR_SSL_/.test(code)) {
		return sentences.EPROTO;
	}
	if (/CERT|ISSUER|SIGNATURE/.test(code)) {
		return `the certificate of ${host} is not trusted: ${message.replace(/\.$/, '')}`;
	}
	if (/^HPE_/.test(code) || name === 'HTTPParserError') {
		return `${host} answered with something that is not HTTP`;
	}
	if (/^Z_/.test(code)) {
		return `${host} sent a body that does not decompress`;
	}
	if (message === 'bad port') {
		return `fetch blocks port ${asked.port}, which is not a web port`;
	}
	return /redirect count/.test(message) ? `${host} redirects too often` : message;
}
