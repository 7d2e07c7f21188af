/** One request, its reply read to the end; a status of 400 or more is a failure. `timeout` is in seconds. */
export async function request({url, timeout, ...options}, {signal}) {
	const late = AbortSignal.timeout(timeout * 1000);
	try {
		const reply = await fetch(url, {...options, signal: AbortSignal.any([signal, late])});
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
		throw new RequestError(late.aborted ? `no end within ${timeout} s` : explain(error, url));
	}
}

class RequestError extends Error {
	name = 'RequestError';
}

/** What went wrong on the way to a reply, in a sentence. */
function explain(error, url) {
	// Of the addresses of a host the first stands for all.
	const {name, code = '', message, hostname} = error.cause?.errors?.[0] ?? error.cause ?? error;
	const asked = new URL(url);
	const {host} = asked;
	const sentences = {
		ENOTFOUND: `there is no host "${hostname ?? asked.hostname}"`,
		EAI_AGAIN: `no name server could tell where "${hostname ?? asked.hostname}" is`,
		ECONNREFUSED: `${host} refused the connection`,
		ECONNRESET: `${host} broke off the connection`,
		EPIPE: `${host} broke off the connection`,
		UND_ERR_SOCKET: `${host} broke off the connection`,
		ETIMEDOUT: `${host} cannot be reached: no answer`,
		UND_ERR_CONNECT_TIMEOUT: `${host} cannot be reached: no answer`,
		EHOSTUNREACH: `${host} cannot be reached: no way there`,
		ENETUNREACH: `${host} cannot be reached: no way there`,
		EPROTO: `${host} does not speak TLS on this port`,
	};
	if (code in sentences) {
		return sentences[code];
	}
	if (/^ERR_SSL_/.test(code)) {
		return sentences.EPROTO;
	}
	if (/CERT|ISSUER|SIGNATURE/.test(code)) {
		return `the certificate of ${host} is not to be trusted: ${message.replace(/\.$/, '')}`;
	}
	if (/^HPE_/.test(code) || name === 'HTTPParserError') {
		return `${host} answered with something that is not HTTP`;
	}
	if (/^Z_/.test(code)) {
		return `the reply of ${host} is not compressed as it says`;
	}
	if (message === 'bad port') {
		return `fetch asks nobody on port ${asked.port}, which is not for the web`;
	}
	return /redirect count/.test(message) ? `${host} redirects again and again` : message;
}
