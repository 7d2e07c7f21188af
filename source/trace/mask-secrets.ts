import type {TraceEvent} from './event.ts';

const mask = '***';

/** A fast first test: every secret below matches this, too, both in JSON text and in the strings in it. */
const suspicious =
	/:\/\/[^/]*@|[?&;#][\w.-]+=|authorization|cookie|api-?key|auth-token|bearer|basic|(?:passw|phrase|secret|token|key|credential)\w{0,4}(?:\\?["']?\s{0,2}[:=]|\s)/i;

/** `https://user:secret@host`, `https://secret@host`. */
const userInfo = /(:\/\/)([^\s/?#@:]*)(:[^\s/?#]*)?@/g;

/** `?token=secret`, `&apiKey=secret`, `#access_token=secret`. */
const parameter =
	/([?&;#](?:[\w.-]*(?:token|secret|password|passwd|signature|credential|api[-_.]?key)|(?:access|private|subscription)[-_]?key|key|sig|code|auth|pass|pwd|jwt|session|sessionid|sid)=)[^\s&;#"'<>\\)\]}]+/gi;

const name = '(?:proxy-)?authorization|(?:set-)?cookie|x-(?:[a-z]+-)?api-key|api-key|x-auth-token|x-csrf-token';

/** `Authorization: secret`, to the end of the line. */
const header = new RegExp(`\\b(${name})(: *)(?!["'\\\\\\[]|b')\\S.*`, 'gi');

/** `'cookie': 'secret'` and `["Cookie","secret"]`, also where the text was quoted once more. */
const quoted = new RegExp(`\\b((?:${name})\\\\?["']?\\s*[:=,]\\s*\\[?\\s*b?)(\\\\?["'\`])(?:(?!\\2).)*`, 'gis');

/** `Bearer secret`, `Basic secret`: what follows does not look like a word of a sentence. */
const scheme = /\b(bearer|basic) +(?=[\w.~+/-]*[\d._~+/=-]|[\w-]{16})[\w.~+/-]{6,}=*/gi;

/** `DB_PASSWORD=secret`, `"client_secret": "secret"`, also where the text was quoted once more. */
const assignment =
	/((?:password|passwd|passphrase|secret|token|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|secret[-_ ]?key|credentials?)\\?["']?\s{0,2}[:=]\s{0,2}\\?["'`]?)([^\s"'`\\,;&(){}[\]]{6,})/gi;

/** `--token secret`. */
const flag =
	/(--[\w-]{0,40}?(?:password|passwd|passphrase|secret|token|(?:api|access|private)-?key|credentials?)\s["']?)([^\s"'`\\,;&(){}[\]]{6,})/gi;

/**
 * Whether a value is probably a secret, not a word or an expression: it has a letter and a digit, or looks like a key.
 */
const looksSecret = (value: string) => (/\d/.test(value) && /[a-z]/i.test(value)) || /^[\w+/=~-]{12,}$/.test(value);

/**
 * Masks the secrets in a text: passwords in URLs, tokens in their queries, the values of headers with credentials, and
 * values that are given to a name like `DB_PASSWORD`.
 */
export function maskSecrets(text: string): string {
	if (!suspicious.test(text)) {
		return text;
	}

	const maskValue = (whole: string, start: string, value: string) => (looksSecret(value) ? `${start}${mask}` : whole);
	return text
		.replace(userInfo, (_, start: string, user: string, password?: string) =>
			password === undefined ? `${start}${mask}@` : `${start}${user}:${mask}@`,
		)
		.replace(parameter, `$1${mask}`)
		.replace(quoted, `$1$2${mask}`)
		.replace(header, `$1$2${mask}`)
		.replace(scheme, `$1 ${mask}`)
		.replace(assignment, maskValue)
		.replace(flag, maskValue);
}

/** Masks the secrets in the words of a command: a flag says what the next word is. */
function maskWords(words: readonly string[]): readonly string[] {
	const space = '\u2028';
	const masked = maskSecrets(words.join(space)).split(space);
	return masked.length === words.length ? masked : words.map(maskSecrets);
}

/** Fields with the ids by which events refer to one another. */
const ids = new Set(['type', 'id', 'task', 'tasks', 'parent', 'request', 'open']);

/** Masks the secrets in the strings of an event. The texts of files and the ids of tasks do not change. */
export function maskEvent<Event extends TraceEvent>(event: Event): Event {
	if (event.type === 'run-described') {
		const {files, tasks, ...rest} = event;
		return {...(maskStrings(rest) as typeof rest), tasks: tasks.map(task => maskStrings(task)), files} as Event;
	}

	return event.type === 'file-described' ? event : (maskStrings(event) as Event);
}

/** Masks the strings of a value, except ids. Returns the same value if it contains no secret. */
export function maskStrings<Value>(value: Value): Value {
	if (typeof value === 'string') {
		return maskSecrets(value) as Value;
	}

	if (Array.isArray(value)) {
		const clean = value.every(part => typeof part === 'string') ? maskWords(value) : value.map(maskStrings);
		return clean.every((part, index) => part === value[index]) ? value : (clean as Value);
	}

	if (typeof value !== 'object' || value === null) {
		return value;
	}

	let changed = value;
	for (const key in value) {
		const part = value[key];
		const isId = ids.has(key) || (key === 'by' && typeof part === 'string');
		const clean = isId ? part : maskStrings(part);
		if (clean !== part) {
			changed = {...changed, [key]: clean};
		}
	}

	return changed;
}
