/** Awaited calls that could be started together as far as the text shows, in the order of the text. */
export type IndependentStatements = readonly {readonly callee: string /** 1-based. */; readonly line: number}[];

/**
 * Finds adjacent statements `name = await callee(arguments)` that could run concurrently: none takes another's result,
 * all results are read later in the same function, and the callees, judged by name and text, do nothing but compute a
 * value. Only one file is read: a callee that is defined elsewhere does not qualify. Loops, methods and everything that
 * is awaited for its effect are left out, as a missing hint costs less than a wrong one.
 */
export function independentStatements(text: string, python: boolean): readonly IndependentStatements[] {
	const source = readSource(text, python);
	const groups: Statement[][] = [];
	let group: Statement[] = [];
	const close = () => {
		if (group.length > 1) groups.push(group);
		group = [];
	};
	for (const [index, line] of source.lines.entries()) {
		if (line.trim() === '') continue;
		const statement = statementIn(line, index, python);
		const isNext = statement && group.every(earlier => statement.indent === earlier.indent);
		if (!statement || !isNext || !group.every(earlier => shareNothing(source, earlier, statement))) close();
		if (statement && isPure(source, statement.callee)) group.push(statement);
		else close();
	}
	close();
	return groups
		.filter(found => !isInLoop(source, found) && areAllRead(source, found))
		.map(found => found.map(({callee, index}) => ({callee, line: index + 1})));
}

type Statement = {
	readonly index: number;
	readonly indent: number;
	/** The names that the statement defines. */
	readonly results: readonly string[];
	readonly callee: string;
	readonly arguments: readonly string[];
};

const statements = {
	python: /^(\s*)(\w+(?:\s*,\s*\w+)*)\s*=\s*await (\w+)\(([^()]*)\)\s*$/,
	javascript: /^(\s*)(?:const|let|var) (\w+|\{[^}]*\}|\[[^\]]*\])\s*=\s*await (\w+)\(([^()]*)\);?\s*$/,
} as const;

function statementIn(line: string, index: number, python: boolean): Statement | undefined {
	const [, indent, target, callee, given] = statements[python ? 'python' : 'javascript'].exec(line) ?? [];
	if (indent === undefined || target === undefined || callee === undefined) return undefined;
	const list = (given ?? '').split(',').map(each => each.trim());
	return {index, indent: indent.length, results: namesIn(target), callee, arguments: list.filter(Boolean)};
}

/**
 * Returns whether two calls share nothing: the later one takes no result of the earlier one, and neither calls or
 * accesses a member of an argument that both have.
 */
function shareNothing({functions}: Source, earlier: Statement, later: Statement): boolean {
	if (later.arguments.some(argument => namesIn(argument).some(name => earlier.results.includes(name)))) return false;
	const accessesMember = ({callee}: Statement, position: number) => {
		const known = functions.get(callee);
		const parameter = known?.parameters[position];
		return parameter === undefined || new RegExp(`\\b${escaped(parameter)}\\s*[.\\[(]`).test(known?.body ?? '');
	};
	return !earlier.arguments.some((argument, position) =>
		later.arguments.some(
			(own, place) =>
				own === argument && nameOrPath.test(own) && (accessesMember(earlier, position) || accessesMember(later, place)),
		),
	);
}

const nameOrPath = /^[\p{L}_$][\p{L}\p{N}_$.]*$/u;

const escaped = (name: string) => name.replaceAll('$', '\\$');

/**
 * Returns whether a function of this text, with all functions of the text that it calls, does nothing that another call
 * could notice.
 */
function isPure(source: Source, name: string, seen = new Set<string>()): boolean {
	const known = source.functions.get(name);
	if (!known || known.isRedefined || effectful.test(name)) return false;
	if (seen.has(name)) return true;
	seen.add(name);
	const used = namesIn(known.body);
	if (stateful.test(known.body) || used.some(each => source.state.has(each))) return false;
	return used.every(each => !source.functions.has(each) || isPure(source, each, seen));
}

/** Names that suggest an effect or an order. */
const effectful =
	/pause|sleep|wait|delay|rest|lock|acquire|release|open|close|connect|begin|commit|rollback|log_?in|log_?out|auth|init|set_?up|start|stop|create|insert|update|delete|remove|save|store|write|send|post|put|set|add|push|publish|pay|transfer|next|migrate|seed|flush|reset|poll|retry/i;

const stateful = /\b(global|nonlocal|self|this|yield|print|console|process|lock|Lock|Semaphore|Queue|Event)\b/;

function isInLoop({lines}: Source, [first]: readonly Statement[]): boolean {
	let inner = first?.indent ?? 0;
	for (let above = (first?.index ?? 0) - 1; above >= 0 && inner > 0; above--) {
		const line = lines[above] ?? '';
		if (line.trim() === '' || indentOf(line) >= inner) continue;
		if (/\b(for|while)\b/.test(line)) return true;
		if (functionHeads.javascript.test(line) || functionHeads.python.test(line)) return false;
		inner = indentOf(line);
	}
	return false;
}

function areAllRead({lines, texts}: Source, group: readonly Statement[]): boolean {
	const last = group.at(-1);
	if (!last) return false;
	let end = last.index + 1;
	while (end < lines.length && (lines[end]?.trim() === '' || indentOf(lines[end]) >= last.indent)) end++;
	const read = new Set(namesIn(texts.slice(last.index + 1, end).join('\n')));
	return group.every(({results}) => results.some(name => read.has(name)));
}

type Source = {
	/** The lines with strings and comments blanked out, at the same length. */
	readonly lines: readonly string[];
	/** The original lines, as a result may be read within a template literal. */
	readonly texts: readonly string[];
	readonly functions: ReadonlyMap<string, FunctionText>;
	/** The assigned names of the module, which all calls share. */
	readonly state: ReadonlySet<string>;
};

type FunctionText = {
	readonly parameters: readonly string[];
	readonly body: string;
	/** Whether another function has the same name. */
	readonly isRedefined: boolean;
};

const functionHeads = {
	python: /^\s*async def (\w+)\(([^)]*)\)[^:]*:(.*)$/,
	javascript: /(?:^|\s)async function (\w+)\(([^)]*)\)\s*\{(.*)$|(?:const|let) (\w+) = async \(?([^)=]*)\)? =>(.*)$/,
} as const;

function readSource(text: string, python: boolean): Source {
	const lines = withoutWords(text, python).split('\n');
	const functions = new Map<string, FunctionText>();
	for (const [index, line] of lines.entries()) {
		const found = functionHeads[python ? 'python' : 'javascript'].exec(line);
		const name = found?.[1] ?? found?.[4];
		if (!found || name === undefined) continue;
		let end = index + 1;
		while (end < lines.length && (lines[end]?.trim() === '' || indentOf(lines[end]) > indentOf(line))) end++;
		functions.set(name, {
			parameters: namesIn(found[2] ?? found[5] ?? ''),
			body: [found[3] ?? found[6] ?? '', ...lines.slice(index + 1, end)].join('\n'),
			isRedefined: functions.has(name),
		});
	}
	return {lines, texts: text.split('\n'), functions, state: stateOf(lines, functions, python)};
}

function stateOf(lines: readonly string[], functions: ReadonlyMap<string, unknown>, python: boolean): Set<string> {
	const state = new Set<string>();
	const assignment = python ? /^(\w+)(?:\s*:[^=]+)?\s*=[^=]/ : /^(?:export )?(?:let|var|const) (\w+)/;
	for (const line of lines) {
		const name = assignment.exec(line)?.[1];
		if (name === undefined || /^[A-Z][A-Z0-9_]*$/.test(name) || functions.has(name)) continue;
		const isArrow = !python && line.includes('=>') && /=\s*(async\b|\(|function\b|[^=]*=>)/.test(line);
		if (!isArrow) state.add(name);
	}
	return state;
}

function withoutWords(text: string, python: boolean): string {
	const blank = (found: string) => found.replaceAll(/[^\n]/g, ' ');
	return text
		.replaceAll(python ? /'''[\s\S]*?'''|"""[\s\S]*?"""/g : /\/\*[\s\S]*?\*\//g, blank)
		.replaceAll(/(['"`])(?:\\.|(?!\1)[^\n\\])*\1/g, found => `${found[0]}${' '.repeat(found.length - 2)}${found[0]}`)
		.replaceAll(python ? /#.*$/gm : /\/\/.*$/gm, blank);
}

const indentOf = (line: string | undefined): number => /^\s*/.exec(line ?? '')?.[0].length ?? 0;

function namesIn(text: string): readonly string[] {
	return text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}
