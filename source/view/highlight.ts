import {parse} from 'sugar-high/core';
import {tokenize} from 'sugar-high/lang/javascript';
import * as python from 'sugar-high/lang/python';
import type {CodePane} from '../model/projections/code.ts';
import type {Line} from './line.ts';
import {span, stripControls} from './line.ts';
import type {Role} from './theme.ts';

/** A longer file, in characters, stays in one colour: all of it is read within one frame. */
const maxLength = 50_000;

/** As the library has it, in the form that its own types ask for. */
const javascript = {tokenize: (code: string) => tokenize(code, undefined)};

const cache = new WeakMap<CodePane['file'], readonly Line[]>();

/** The lines of a file in light colours: quiet, for the marks on it are what is to be seen. Read once for each file. */
export function highlight(file: CodePane['file']): readonly Line[] {
	const lines = cache.get(file) ?? highlightFile(file);
	cache.set(file, lines);
	return lines;
}

function highlightFile({name, text}: CodePane['file']): readonly Line[] {
	// A control sequence must be taken out as a whole.
	if (text.length > maxLength || /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text.replaceAll('\r\n', '\n'))) {
		return text.split('\n').map(line => [span('muted', stripControls(line))]);
	}
	const {lines} = parse(text, name.endsWith('.py') ? python : javascript);
	return lines.map(({tokens}) => tokens.map(({type, value}) => span(roleOf(type, value), stripControls(value))));
}

type Token = ReturnType<typeof parse>['lines'][number]['tokens'][number];

function roleOf(type: Token['type'], value: string): Role {
	switch (type) {
		case 'keyword':
			return 'keyword';
		case 'string':
			return 'literal';
		case 'comment':
			return 'ghost';
		default:
			return /^\d/.test(value) ? 'literal' : 'muted';
	}
}
