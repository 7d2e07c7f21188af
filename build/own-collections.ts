/**
 * Collections as they were when a bundle was loaded: a program that is observed may put others in the place of `Map` or `Set`, and
 * finds none of them used by our code.
 */
const {Map: OwnMap, Set: OwnSet, WeakMap: OwnWeakMap, WeakSet: OwnWeakSet, WeakRef: OwnWeakRef} = globalThis;

export {OwnMap as Map, OwnSet as Set, OwnWeakMap as WeakMap, OwnWeakRef as WeakRef, OwnWeakSet as WeakSet};
