import type {LineSite, Site} from '../sites.ts';
import {CopyOnWriteTable} from './copy-on-write-table.ts';
import {Histogram} from './histogram.ts';
import {LineIndex} from './line-index.ts';
import type {WithAllFields} from './writable.ts';

/**
 * The totals of a program's calls since the start of the run, whatever the window of its trace: a record per function
 * or route, and one per await line.
 */
export type SitesRecord = {
	readonly functions: CopyOnWriteTable<SiteRecord>;
	readonly lines: CopyOnWriteTable<LineSiteRecord>;
	/** The functions by the line where they are defined: of several on one line, the last that was looked up. */
	readonly functionAt: LineIndex;
	readonly lineAt: LineIndex;
	/** The lag of each beat of the loop. */
	readonly lags: Histogram;
	failed: number;
	/** The routes that frameworks named, split at their slashes. Replaced, never mutated. */
	routes: ReadonlyMap<string, readonly string[]>;
};

/** `first`, `last`: indexes of its open calls, the oldest first; -1 where there are none. */
export type SiteRecord = WithAllFields<Site> & {readonly index: number; first: number; last: number};

export type LineSiteRecord = WithAllFields<LineSite> & {readonly index: number};

export function createSites(): SitesRecord {
	return {
		functions: new CopyOnWriteTable(copySite),
		lines: new CopyOnWriteTable(line => ({...line, waited: line.waited.fork()})),
		functionAt: new LineIndex(),
		lineAt: new LineIndex(),
		lags: new Histogram(),
		failed: 0,
		routes: new Map(),
	};
}

export function forkSites(sites: SitesRecord): SitesRecord {
	const {functions, lines, lags} = sites;
	return {...sites, functions: functions.fork(), lines: lines.fork(), lags: lags.fork()};
}

function copySite(site: SiteRecord): SiteRecord {
	const {took, waited, onThread, perSecond} = site;
	return {...site, took: took.fork(), waited: waited.fork(), onThread: onThread.fork(), perSecond: perSecond.slice()};
}
