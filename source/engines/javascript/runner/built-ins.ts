/**
 * Calls a function. Our replacements of built-ins use it to call the originals: they run outside of our own time
 * (own-time.ts), when methods such as `Function.prototype.call` may be the program's.
 */
export const {apply} = Reflect;
// Taken before the program can replace them.
const {deleteProperty, has} = Reflect;

type Source = Record<PropertyKey, unknown>;

/** A method or global that a program may have replaced, with the program's value, or deleted. */
type Slot = {
	readonly source: Source;
	readonly name: PropertyKey;
	readonly own: unknown;
	theirs: unknown;
	isDeleted: boolean;
};

const world = globalThis;
const lists = Array.prototype;
const texts = String.prototype;
const patterns = RegExp.prototype;
const maps = Map.prototype;
const sets = Set.prototype;
const weakMaps = WeakMap.prototype;
const weakSets = WeakSet.prototype;
const references = WeakRef.prototype;
const functions = Function.prototype;
const promises = Promise.prototype;
const array = Array;
const json = JSON;
const math = Math;
const number = Number;
const object = Object;
const reflect = Reflect;

const prototypeOf = (iterator: Iterator<unknown>): Iterator<unknown> => Object.getPrototypeOf(iterator);
const ofLists = prototypeOf([].values());
const ofMaps = prototypeOf(new Map().values());
const ofSets = prototypeOf(new Set().values());
const ofMatches = prototypeOf('a'.matchAll(/a/g));

/** Methods whose names are symbols. Most objects have none of them. */
const symbols = [Symbol.iterator, Symbol.matchAll, Symbol.replace, Symbol.split];
const slots: Slot[] = [];

/** Copies the current values of some properties, and of the methods in `symbols`. `names`: separated by spaces. */
function copyOf<Of extends object>(source: Of, names: string): Of {
	const copy: Source = {};
	for (const name of [...names.split(' '), ...symbols]) {
		const own = (source as Source)[name];
		if (own === undefined) {
			continue;
		}

		// Defined, not assigned: after more than 16 assignments, V8 would make the copy an object that is slow to read.
		Object.defineProperty(copy, name, {value: own});
		slots.push({source: source as Source, name, own, theirs: undefined, isDeleted: false});
	}

	return copy as Of;
}

/** The built-ins that our code uses while the program runs, as they were when this module was loaded. */
const own = {
	lists: copyOf(
		lists,
		'at every filter find findIndex findLast flatMap forEach includes indexOf join lastIndexOf map pop push reverse slice some splice toSorted',
	),
	texts: copyOf(
		texts,
		'charAt charCodeAt endsWith includes indexOf lastIndexOf matchAll replace replaceAll slice split startsWith toWellFormed trim',
	),
	patterns: copyOf(patterns, 'exec test'),
	maps: copyOf(maps, 'clear delete get has keys set values'),
	sets: copyOf(sets, 'add clear delete has values'),
	weakMaps: copyOf(weakMaps, 'delete get has set'),
	weakSets: copyOf(weakSets, 'add delete has'),
	references: copyOf(references, 'deref'),
	functions: copyOf(functions, 'apply bind call'),
	promises: copyOf(promises, 'catch then'),
	array: copyOf(array, 'from isArray'),
	json: copyOf(json, 'stringify'),
	math: copyOf(math, 'floor log2 max min round'),
	number: copyOf(number, 'isFinite isInteger'),
	object: copyOf(object, 'assign defineProperty entries fromEntries getOwnPropertyDescriptor keys'),
	reflect: copyOf(reflect, 'apply'),
	ofLists: copyOf(ofLists, 'next'),
	ofMaps: copyOf(ofMaps, 'next'),
	ofSets: copyOf(ofSets, 'next'),
	ofMatches: copyOf(ofMatches, 'next'),
	world: copyOf(world, 'Array JSON Map Math Number Object Promise Reflect Set String WeakMap WeakRef WeakSet'),
};

/**
 * Whether the program has replaced none of the built-ins. Written out, so that V8 can treat the answer as a constant
 * until one is replaced: this takes 7 ns, and a loop 800 ns.
 */
// biome-ignore format: as few lines as there is room for
const areAllOwn = (): boolean =>
	lists[Symbol.iterator] === own.lists[Symbol.iterator] && maps[Symbol.iterator] === own.maps[Symbol.iterator] &&
		sets[Symbol.iterator] === own.sets[Symbol.iterator] && ofLists.next === own.ofLists.next &&
		ofMaps.next === own.ofMaps.next && ofSets.next === own.ofSets.next && ofMatches.next === own.ofMatches.next &&
	lists.at === own.lists.at && lists.every === own.lists.every && lists.filter === own.lists.filter &&
		lists.find === own.lists.find && lists.findIndex === own.lists.findIndex && lists.findLast === own.lists.findLast &&
		lists.flatMap === own.lists.flatMap && lists.forEach === own.lists.forEach && lists.includes === own.lists.includes &&
		lists.indexOf === own.lists.indexOf && lists.join === own.lists.join && lists.lastIndexOf === own.lists.lastIndexOf &&
		lists.map === own.lists.map && lists.pop === own.lists.pop && lists.push === own.lists.push &&
		lists.reverse === own.lists.reverse && lists.slice === own.lists.slice && lists.some === own.lists.some &&
		lists.splice === own.lists.splice && lists.toSorted === own.lists.toSorted &&
	texts.charAt === own.texts.charAt && texts.charCodeAt === own.texts.charCodeAt &&
		texts.endsWith === own.texts.endsWith && texts.includes === own.texts.includes &&
		texts.indexOf === own.texts.indexOf && texts.lastIndexOf === own.texts.lastIndexOf &&
		texts.matchAll === own.texts.matchAll && texts.replace === own.texts.replace &&
		texts.replaceAll === own.texts.replaceAll && texts.slice === own.texts.slice && texts.split === own.texts.split &&
		texts.startsWith === own.texts.startsWith && texts.toWellFormed === own.texts.toWellFormed && texts.trim === own.texts.trim &&
	patterns.exec === own.patterns.exec && patterns.test === own.patterns.test &&
		patterns[Symbol.matchAll] === own.patterns[Symbol.matchAll] &&
		patterns[Symbol.replace] === own.patterns[Symbol.replace] &&
		patterns[Symbol.split] === own.patterns[Symbol.split] &&
	maps.clear === own.maps.clear && maps.delete === own.maps.delete && maps.get === own.maps.get &&
		maps.has === own.maps.has && maps.keys === own.maps.keys && maps.set === own.maps.set &&
		maps.values === own.maps.values &&
	sets.add === own.sets.add && sets.clear === own.sets.clear && sets.delete === own.sets.delete &&
		sets.has === own.sets.has && sets.values === own.sets.values &&
	weakMaps.delete === own.weakMaps.delete && weakMaps.get === own.weakMaps.get && weakMaps.has === own.weakMaps.has &&
		weakMaps.set === own.weakMaps.set &&
	weakSets.add === own.weakSets.add && weakSets.delete === own.weakSets.delete && weakSets.has === own.weakSets.has &&
	references.deref === own.references.deref &&
	functions.apply === own.functions.apply && functions.bind === own.functions.bind &&
		functions.call === own.functions.call &&
	promises.catch === own.promises.catch && promises.then === own.promises.then &&
	array.from === own.array.from && array.isArray === own.array.isArray &&
	json.stringify === own.json.stringify &&
	math.floor === own.math.floor && math.log2 === own.math.log2 && math.max === own.math.max &&
		math.min === own.math.min && math.round === own.math.round &&
	number.isFinite === own.number.isFinite && number.isInteger === own.number.isInteger &&
	object.assign === own.object.assign && object.defineProperty === own.object.defineProperty &&
		object.entries === own.object.entries && object.fromEntries === own.object.fromEntries &&
		object.getOwnPropertyDescriptor === own.object.getOwnPropertyDescriptor && object.keys === own.object.keys &&
	reflect.apply === own.reflect.apply &&
	world.Array === own.world.Array && world.JSON === own.world.JSON && world.Map === own.world.Map &&
		world.Math === own.world.Math && world.Number === own.world.Number && world.Object === own.world.Object &&
		world.Promise === own.world.Promise && world.Reflect === own.world.Reflect && world.Set === own.world.Set &&
		world.String === own.world.String && world.WeakMap === own.world.WeakMap && world.WeakRef === own.world.WeakRef &&
		world.WeakSet === own.world.WeakSet;

/** The built-ins that the program had replaced at the last search. */
const replaced: Slot[] = [];
let areSwapped = false;

/**
 * Restores the original built-ins until `returnBuiltIns`, so that our own code does not call the program's
 * replacements. Only our own code may run in between. A replacement on a frozen object remains.
 */
export function takeBuiltIns(): void {
	if (areAllOwn()) {
		return;
	}

	areSwapped = true;
	for (let index = 0; index < replaced.length; index++) {
		swap(replaced[index] as Slot);
	}

	if (areAllOwn()) {
		return;
	}

	for (let index = 0; index < slots.length; index++) {
		const slot = slots[index] as Slot;
		if (slot.source[slot.name] !== slot.own) {
			swap(slot);
			if (slot.source[slot.name] === slot.own) {
				replaced[replaced.length] = slot;
			}
		}
	}
}

/** Puts the program's replacements back, and deletes again what it had deleted. */
export function returnBuiltIns(): void {
	if (!areSwapped) {
		return;
	}

	areSwapped = false;
	for (let index = 0; index < replaced.length; index++) {
		const {source, name, theirs, isDeleted} = replaced[index] as Slot;
		if (isDeleted) {
			deleteProperty(source, name);
		} else {
			assign(source, name, theirs);
		}
	}
}

function swap(slot: Slot) {
	slot.theirs = slot.source[slot.name];
	slot.isDeleted = slot.theirs === undefined && !has(slot.source, slot.name);
	assign(slot.source, slot.name, slot.own);
}

function assign(source: Source, name: PropertyKey, value: unknown) {
	try {
		source[name] = value;
	} catch {
		// The object is frozen.
	}
}
